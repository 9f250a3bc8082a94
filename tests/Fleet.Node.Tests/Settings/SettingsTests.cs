using Fleet.Cluster;
using Fleet.Cluster.Database;
using Fleet.Node.Settings;
using Fleet.Node.Tests.Running;

using Microsoft.AspNetCore.Builder;

namespace Fleet.Node.Tests.Settings;

public sealed class SettingsTests
{
    public static TheoryData<string, FleetSettings> Wrong { get; } = new()
    {
        { "Fleet:Ocpp:Port", new FleetSettings { Ocpp = new OcppSettings { Port = 70_000 } } },
        { "Fleet:Ocpp:Address", new FleetSettings { Ocpp = new OcppSettings { Address = "here" } } },
        { "Fleet:Ocpp:MaxFrameBytes", new FleetSettings { Ocpp = new OcppSettings { MaxFrameBytes = 0 } } },
        { "Fleet:Ocpp:PingSeconds", new FleetSettings { Ocpp = new OcppSettings { PingSeconds = 0 } } },
        { "Fleet:Ocpp:StoreDeadlineSeconds", new FleetSettings { Ocpp = new OcppSettings { StoreDeadlineSeconds = -1 } } },
        { "Fleet:Ocpp:UnknownChargers", new FleetSettings { Ocpp = new OcppSettings { UnknownChargers = (UnknownChargers)7 } } },
        { "Fleet:Http:Port", new FleetSettings { Http = new HttpSettings { Port = -1 } } },
        { "Fleet:Http:Address", new FleetSettings { Http = new HttpSettings { Address = "" } } },
        { "Fleet:Ops:Port", new FleetSettings { Ops = new OpsSettings { Port = 65_536 } } },
        { "Fleet:Ops:Address", new FleetSettings { Ops = new OpsSettings { Address = "localhost" } } },
        { "Fleet:Ops:Key", new FleetSettings { Ops = new OpsSettings { Address = "0.0.0.0" } } },
        { "Fleet:Ops:Key", new FleetSettings { Ops = new OpsSettings { Address = "::" } } },
        { "Fleet:Ops:Key", new FleetSettings { Ops = new OpsSettings { Key = "" } } },
        { "Fleet:Ops:Key", new FleetSettings { Ops = new OpsSettings { Key = "two words" } } },
        { "Fleet:Cluster:Hostname", new FleetSettings { Cluster = new ClusterSettings { Hostname = " " } } },
        { "Fleet:Cluster:Port", new FleetSettings { Cluster = new ClusterSettings { Port = 65_536 } } },
        { "Fleet:Cluster:SeedNodes", new FleetSettings { Cluster = new ClusterSettings { SeedNodes = ["seed-without-port"] } } },
        { "Fleet:Database:ConnectionString", new FleetSettings { Database = new DatabaseSettings { ConnectionString = "" } } },
        { "Fleet:Database:ConnectionString", new FleetSettings { Database = new DatabaseSettings { Provider = DatabaseProvider.PostgreSql } } },
        { "Fleet:Database:ConnectionString", new FleetSettings { Database = new DatabaseSettings { Provider = DatabaseProvider.PostgreSql, ConnectionString = "Host=db;Username=fleet" } } },
        { "Fleet:Database:JournalConnections", new FleetSettings { Database = new DatabaseSettings { JournalConnections = 7 } } },
        { "Fleet:Database:TableConnections", new FleetSettings { Database = new DatabaseSettings { TableConnections = 0 } } },
        { "Fleet:Database:ConnectionString", new FleetSettings { Database = new DatabaseSettings { ConnectionString = "Colour=red" } } },
        { "Fleet:Database:Provider", new FleetSettings { Database = new DatabaseSettings { Provider = (DatabaseProvider)9 } } },
        { "Fleet:Authorization:UnknownTokens", new FleetSettings { Authorization = new AuthorizationSettings { UnknownTokens = (UnknownTokens)9 } } },
        { "Fleet:Billing:TimeZone", new FleetSettings { Billing = new BillingSettings { TimeZone = "Mars/Olympus" } } },
        { "Fleet:Billing:InvoicePrefix", new FleetSettings { Billing = new BillingSettings { InvoicePrefix = "no spaces" } } },
        { "Fleet:Billing:InvoicePrefix", new FleetSettings { Billing = new BillingSettings { InvoicePrefix = new string('F', 21) } } },
        { "Fleet:Billing:InvoicePrefix", new FleetSettings { Billing = new BillingSettings { InvoicePrefix = "2026-1" } } },
        { "Fleet:Billing:Seller:Name", new FleetSettings { Billing = new BillingSettings { Seller = new SellerSettings { VatId = "DE123456789" } } } },
        { "Fleet:Billing:Seller:Address", new FleetSettings { Billing = new BillingSettings { Seller = new SellerSettings { Name = "Acme", Address = "Road\n1" } } } },
        { "Fleet:Billing:DefaultTariff", new FleetSettings { Billing = new BillingSettings { DefaultTariff = "no-such-file.json" } } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_setting_stops_the_start_with_its_name(string setting, FleetSettings settings)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => NodeHost.Build(WebApplication.CreateBuilder(), settings));

        Assert.Contains(setting, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_tariff_that_is_none_stops_the_start_with_the_settings_name()
    {
        using var folder = new TempFolder();
        using var database = new TemporaryDatabase();
        var file = Path.Combine(folder.Path, "tariff.json");
        File.WriteAllText(file, """{"id":"x"}""");
        var settings = new FleetSettings
        {
            Database = database.Settings,
            Billing = new BillingSettings { DefaultTariff = file },
        };

        var failure = Assert.Throws<InvalidOperationException>(() => NodeHost.Build(WebApplication.CreateBuilder(), settings));

        Assert.Contains("Fleet:Billing:DefaultTariff", failure.Message, StringComparison.Ordinal);
        Assert.Contains("currency", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var settings = new FleetSettings { Ocpp = new OcppSettings { Port = -1, PingSeconds = 0 }, Http = new HttpSettings { Port = 99_999 } };

        var failure = Assert.Throws<InvalidOperationException>(() => NodeHost.Build(WebApplication.CreateBuilder(), settings));

        Assert.Equal(3, failure.Message.Split(Environment.NewLine).Length);
    }
}
