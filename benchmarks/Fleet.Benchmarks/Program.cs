using BenchmarkDotNet.Running;

using Fleet.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(RatingBenchmarks).Assembly).Run(args);
