using Fleet.Node.Settings;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Node.Tests.Running;

/// <summary>A node that the tests of a class share.</summary>
public abstract class SharedNode(string environment) : IAsyncLifetime
{
    internal TestNode Node { get; private set; } = null!;

    public async Task InitializeAsync() => Node = await TestNode.StartAsync(environment, Change, Add);

    public async Task DisposeAsync() => await Node.DisposeAsync();

    internal virtual FleetSettings Change(FleetSettings settings) => settings;

    /// <summary>Services that the node has beside its own.</summary>
    internal virtual void Add(IServiceCollection services)
    {
    }
}

/// <summary>Lets anybody in.</summary>
public sealed class DevelopmentNode() : SharedNode(Environments.Development);

/// <summary>Lets in who is registered and who shows the key.</summary>
public sealed class ProductionNode() : SharedNode(Environments.Production);
