using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit;

using Fleet.Cluster.Journal;
using Fleet.Cluster.Serialization;

using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Cluster.Tests;

internal static class TestSystem
{
    /// <summary>An actor system with Fleet's journal and serializer; it forms no cluster.</summary>
    public static ActorSystem StartSystem(this TemporaryDatabase database, string settings = "") => new ServiceCollection()
        .AddLogging()
        .AddAkka("fleet", (builder, _) => builder
            .ConfigureLoggers(logging => logging.ClearLoggers())
            .WithFleetSerialization()
            .WithFleetJournal(database.Database)
            .AddHocon("akka.stdout-loglevel = OFF", HoconAddMode.Prepend)
            .AddHocon(settings, HoconAddMode.Prepend)
            .AddHocon(TestKitBase.DefaultConfig, HoconAddMode.Append))
        .BuildServiceProvider()
        .GetRequiredService<ActorSystem>();
}
