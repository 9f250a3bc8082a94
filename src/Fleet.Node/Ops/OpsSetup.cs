namespace Fleet.Node.Ops;

/// <summary>Adds the ops port.</summary>
internal static class OpsSetup
{
    /// <summary>The endpoint and every family of commands; a new family is a line here (see <see cref="Fleet.Cluster.Ops.OpsPalettes"/>).</summary>
    public static IServiceCollection AddOps(this IServiceCollection services) => services
        .AddSingleton<OpsAccess>()
        .AddSingleton<OpsTable>()
        .AddSingleton<OpsEndpoint>()
        .AddSingleton<IOpsFamily, ChargerCommands>()
        .AddSingleton<IOpsFamily, TokenCommands>()
        .AddSingleton<IOpsFamily, PromotionCommands>()
        .AddSingleton<IOpsFamily, BillCommands>()
        .AddSingleton<IOpsFamily, EvidenceCommands>()
        .AddSingleton<Rerating>()
        .AddSingleton<IOpsFamily, RerateCommands>()
        .AddSingleton<IOpsFamily, ReceiptCommands>()
        .AddSingleton<IOpsFamily, StatementCommands>()
        .AddSingleton<IOpsFamily, LedgerCommands>()
        .AddSingleton<IOpsFamily, JournalCommands>()
        .AddSingleton<IOpsFamily, ImportCommands>()
        .AddSingleton<IOpsFamily, ExportCommands>();
}
