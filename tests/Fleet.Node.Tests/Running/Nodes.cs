using Fleet.Node.Settings;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Node.Tests.Running;

/// <summary>A node that the tests of a class share.</summary>
public abstract class SharedNode(string environment) : IAsyncLifetime
{
    private TestNode? _node;
    private string? _skipped;

    /// <summary>Skips the test where there is no database for a node: of a fixture that fails its tests could not be skipped.</summary>
    internal TestNode Node
    {
        get
        {
            Skip.If(_skipped is not null, _skipped);
            return _node!;
        }
    }

    public async Task InitializeAsync()
    {
        try
        {
            _node = await TestNode.StartAsync(environment, Change, Add);
        }
        catch (SkipException absent)
        {
            _skipped = absent.Message;
        }
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
    }

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
