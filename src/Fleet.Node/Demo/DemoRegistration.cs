using System.Net.Http.Headers;
using System.Reflection;

using Fleet.Simulator.Cars;
using Fleet.Simulator.Days;

namespace Fleet.Node.Demo;

/// <summary>Enters the network of a planned day through the HTTP API, as an operator would: sites, tariffs, chargers.</summary>
internal sealed class DemoRegistration(HttpClient api)
{
    private const string AcTariff = "city-ac";
    private const string DcTariff = "city-dc";

    public async Task EnterAsync(NetworkDay day, CancellationToken cancellation)
    {
        foreach (var site in day.Sites)
            await PutAsync($"sites/{site.Id}", new { name = site.Name, timeZone = site.TimeZone }, cancellation);
        await PutTariffAsync(AcTariff, cancellation);
        await PutTariffAsync(DcTariff, cancellation);
        await Parallel.ForEachAsync(day.Chargers, cancellation, async (charger, stop) => await EnterAsync(charger, stop));
    }

    private Task EnterAsync(PlannedCharger charger, CancellationToken cancellation) => PutAsync(
        $"chargers/{Uri.EscapeDataString(charger.Id)}",
        new
        {
            siteId = charger.SiteId,
            tariffId = charger.Kind == PowerKind.Dc ? DcTariff : AcTariff,
            evses = charger.Evses.Select(evse => new
            {
                id = evse.Id,
                connectors = 1,
                maxPowerW = evse.Supply.MaxPowerW,
                phases = evse.Supply.Phases,
                kind = charger.Kind == PowerKind.Dc ? "DC" : "AC",
            }),
        },
        cancellation);

    private async Task PutTariffAsync(string id, CancellationToken cancellation)
    {
        await using var tariff = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Fleet.Node.Demo.Tariffs.{id}.json")!;
        using var content = new StreamContent(tariff);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await SendAsync($"tariffs/{id}", content, cancellation);
    }

    private async Task PutAsync(string path, object body, CancellationToken cancellation)
    {
        using var content = JsonContent.Create(body);
        await SendAsync(path, content, cancellation);
    }

    private async Task SendAsync(string path, HttpContent content, CancellationToken cancellation)
    {
        using var answer = await api.PutAsync($"api/v1/{path}", content, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"PUT {path} was refused: {await answer.Content.ReadAsStringAsync(cancellation)}");
    }
}
