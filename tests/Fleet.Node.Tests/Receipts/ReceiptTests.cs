using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using Fleet.Node.Tests.Ops;
using Fleet.Node.Tests.Running;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Node.Tests.Receipts;

/// <summary>What a driver gets: the page, the same as text, and the same by the ops port.</summary>
public sealed partial class ReceiptTests(SellingNode selling) : IClassFixture<SellingNode>
{
    private const string SiteName = "Main <b>\"Street\"</b> & Co";
    private const string Token = "<i>'\"&</i>";

    private const string Tariff =
        """
        {"id":"<plain>","currency":"EUR","country_code":"DE","party_id":"ABC","last_updated":"2026-01-01T00:00:00Z","elements":[{"price_components":[
          {"type":"ENERGY","price":0.50,"vat":19.0,"step_size":1},{"type":"FLAT","price":1.00,"vat":7.0,"step_size":1}]}]}
        """;

    private readonly TestNode _node = selling.Node;

    [Fact]
    public async Task The_text_says_what_was_paid_for_what_and_how_to_check_it()
    {
        var id = await ChargeAsync("text");
        var entry = await _node.Api.TransactionAsync(id);
        var sequence = (long)entry["ledger"]!["sequence"]!;

        var (status, type, text, _) = await _node.GetPageAsync($"/transactions/{id}/receipt", "text/plain");

        // 4 kWh at 0.50 and 19 %, a fee of 1.00 and 7 %: 2.00 + 1.00, 0.38 + 0.07.
        Assert.Equal((200, "text/plain"), (status, type));
        Assert.Equal(
            Plain(
                $"""
                Invoice F-{sequence}

                Seller: Acme Energy <GmbH>, Road 1, 12345 Town, VAT id DE123456789.
                Invoice number: F-{sequence}.
                Date: {InBerlin((string)entry["recordedAt"]!)}.
                Place: Main <b>"Street"</b> & Co (site receipts), charger text, EVSE 1, connector 1.
                Token: <i>'"&</i>.
                Session: {id}, 2026-03-02 09:00:00 to 2026-03-02 10:00:00 (Europe/Berlin).
                Meter: from 1.000 kWh to 5.000 kWh.
                Use: 4.000 kWh taken, 1 h 00 min 00 s charging, 0 h 00 min 00 s connected without charging.
                Tariff: <plain> as it was when the session started, by the rules ocpi-2.2.1-d2.
                Energy proven: 0.000 kWh by signed readings, 4.000 kWh by readings, 0.000 kWh interpolated, 0.000 kWh estimated.

                The bill comes to 3.45 EUR including tax.

                 1. Session fee ........................................................................... 1.00 EUR
                    once a session, VAT 7 %
                    2026-03-02 09:00:00, reading 0, tariff /elements/0/price_components/1
                 2. Energy ................................................................................ 2.00 EUR
                    4.000 kWh x 0.50 EUR per kWh, VAT 19 %
                    2026-03-02 09:00:00 to 2026-03-02 10:00:00, readings 0 to 1, tariff /elements/0/price_components/0
                ----------------------------------------------------------------------------------------------------
                Without tax ............................................................................... 3.00 EUR
                VAT 7 % on 1.00 EUR ....................................................................... 0.07 EUR
                VAT 19 % on 2.00 EUR ...................................................................... 0.38 EUR
                To pay .................................................................................... 3.45 EUR
                Check it: the amounts of the 2 lines add up to the total without tax; tax is due on the sum of its rate. Halves are rounded up.

                Make it again: fleet bill bundle '{id}' --out bill.json writes the readings, the tariff and everything else that the session's newest bill was made from; fleet bill verify bill.json makes the same bill of them on any machine.
                Ledger: it is entry {sequence} (revision 1 of its session) with the hash {entry["ledger"]!["hash"]}, the SHA-256 of what /api/v1/transactions/{Uri.EscapeDataString(id)}?revision=1&form=hashed gives.
                Readings: numbers of readings are those of /api/v1/sessions/{Uri.EscapeDataString(id)}/readings; 0 is the start.
                Tariff: fingerprint {entry["tariffHash"]}, the SHA-256 of its canonical JSON; time-zone data {entry["tzdb"]}.
                """),
            Plain(text));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.Equal(text, (await _node.GetPageAsync($"/transactions/{id}/receipt.txt")).Text);
    }

    [Fact]
    public async Task The_page_stands_alone_says_the_same_and_encodes_whatever_a_person_or_a_charger_wrote()
    {
        var id = await ChargeAsync("page");
        var sequence = (long)(await _node.Api.TransactionAsync(id))["ledger"]!["sequence"]!;

        var (status, type, html, response) = await _node.GetPageAsync($"/transactions/{id}/receipt", "text/html,application/xhtml+xml,*/*;q=0.8");

        Assert.Equal((200, "text/html"), (status, type));
        Assert.Contains("default-src 'none'", string.Join(' ', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        var page = XDocument.Parse(html["<!DOCTYPE html>".Length..]).Root!;
        Assert.Equal("en", (string?)page.Attribute("lang"));
        Assert.Equal($"Invoice F-{sequence}", Assert.Single(page.Descendants("h1")).Value);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "b" or "i" or "plain");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("dd"), fact => fact.Value.Contains(SiteName, StringComparison.Ordinal));
        Assert.Contains(page.Descendants("dd"), fact => fact.Value == Token);
        Assert.Contains("@media print", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.All(page.Descendants("thead").Descendants("th"), column => Assert.Equal("col", (string?)column.Attribute("scope")));

        var (lines, taxes) = (page.Descendants("table").First(), page.Descendants("table").Last());
        Assert.Equal(["1.00", "2.00"], Money(lines.Element("tbody")!), StringComparer.Ordinal);
        Assert.Equal(["3.00", "0.45", "3.45"], Money(lines.Element("tfoot")!), StringComparer.Ordinal);
        Assert.Equal(["1.00", "0.07", "2.00", "0.38"], Money(taxes.Element("tbody")!), StringComparer.Ordinal);
        Assert.Contains("4.000 kWh x 0.50 EUR per kWh, VAT 19 %", lines.Descendants("small").Select(small => small.Value), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_correction_names_the_invoice_that_it_takes_back_and_the_one_in_its_place()
    {
        var id = await ChargeAsync("corrected");
        using var ops = new OpsCaller(_node.Ops);
        Assert.Equal(0, (await ops.CallAsync("bill/credit", new { id, reason = "</p><script>alert(1)</script>" }, by: "bob")).End.Code);
        await _node.Api.WaitForAsync($"/transactions/{Uri.EscapeDataString(id)}", bill => (int)bill["revision"]! == 3);
        var invoices = (await _node.Api.BillsOfAsync("corrected")).Select(bill => (string)bill!["invoice"]!).ToList();

        var first = Plain((await _node.GetPageAsync($"/transactions/{id}/receipt.txt?revision=1")).Text);
        var credit = Plain((await _node.GetPageAsync($"/transactions/{id}/receipt.txt?revision=2")).Text);
        var last = Plain((await _node.GetPageAsync($"/transactions/{id}/receipt.txt")).Text);

        Assert.Contains($"It does not hold any more: credit note {invoices[1]} of ", first, StringComparison.Ordinal);
        Assert.StartsWith($"Credit note {invoices[1]} ", credit, StringComparison.Ordinal);
        Assert.Contains($"It takes back invoice {invoices[0]} of ", credit, StringComparison.Ordinal);
        Assert.Contains("(revision 1) in full: 3.45 EUR including tax are given back.", credit, StringComparison.Ordinal);
        Assert.Contains("Given back", credit, StringComparison.Ordinal);
        Assert.Contains("-3.45 EUR", credit, StringComparison.Ordinal);
        Assert.Contains($"It takes the place of invoice {invoices[0]} of ", last, StringComparison.Ordinal);
        Assert.Contains("because a person decided that the session costs nothing.", last, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", (await _node.GetPageAsync($"/transactions/{id}/receipt")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_held_bill_says_that_nothing_is_charged_and_why()
    {
        await _node.Api.EnterAsync("/chargers/holding", """{"siteId":null}""");
        using var charger = await TestCharger.ConnectAsync(_node, "holding");
        var transaction = await charger.StartAsync();
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 5_000);
        await _node.Api.TransactionAsync($"holding:{transaction}");

        var text = Plain((await _node.GetPageAsync($"/transactions/holding:{transaction}/receipt.txt")).Text);

        Assert.StartsWith("Bill on hold ", text, StringComparison.Ordinal);
        Assert.Contains("Invoice number: none: nothing is charged.", text, StringComparison.Ordinal);
        Assert.Contains("Nothing is charged: a person must look at this bill first.", text, StringComparison.Ordinal);
        Assert.Contains("NO_TARIFF", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_prints_the_same_text_and_refuses_what_is_not_there()
    {
        var id = await ChargeAsync("asked");
        using var ops = new OpsCaller(_node.Ops);

        var reply = await ops.CallAsync("bill/receipt", new { id });

        Assert.Equal(0, reply.End.Code);
        Assert.Equal((await _node.GetPageAsync($"/transactions/{id}/receipt.txt")).Text, string.Concat(reply.Text.Select(line => $"{line}\n")));
        Assert.Equal("3.45", (string?)(await ops.CallAsync("bill/receipt", new { id, revision = "1" }, json: true)).Document["totalInclTax"]);
        Assert.Equal(1, (await ops.CallAsync("bill/receipt", new { id = "nobody:1" })).End.Code);
        Assert.Equal(2, (await ops.CallAsync("bill/receipt", new { id, revision = "0" })).End.Code);
    }

    [Theory]
    [InlineData("/transactions/nobody:1/receipt", 404)]
    [InlineData("/transactions/nobody:1/receipt?revision=0", 400)]
    [InlineData("/transactions/nobody:1/receipt.txt?revision=one", 400)]
    public async Task What_is_not_there_is_a_problem_and_no_page(string path, int expected)
    {
        var (status, type, text, _) = await _node.GetPageAsync(path, "text/html");

        Assert.Equal((expected, "application/problem+json"), (status, type));
        Assert.DoesNotContain("<html", text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_page_prints_on_paper()
    {
        var chromium = Chromium();
        Requirement.Check("chromium", chromium is null ? "Chromium is not on the PATH." : null);
        var id = await ChargeAsync("printed");
        using var folder = new TempFolder();
        var (page, pdf) = (Path.Combine(folder.Path, "receipt.html"), Path.Combine(folder.Path, "receipt.pdf"));
        await File.WriteAllTextAsync(page, (await _node.GetPageAsync($"/transactions/{id}/receipt")).Text);

        using var printing = Process.Start(new ProcessStartInfo(chromium!)
        {
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", $"--user-data-dir={folder.Path}", $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri,
            },
        })!;
        using var limit = new CancellationTokenSource(Poll.Deadline);
        await printing.WaitForExitAsync(limit.Token);

        var printed = await File.ReadAllBytesAsync(pdf);
        Assert.True(printed.AsSpan().StartsWith("%PDF"u8));
        Assert.Equal(1, PageObject().Count(System.Text.Encoding.Latin1.GetString(printed)));
    }

    /// <summary>4 kWh in an hour, once they are billed.</summary>
    private async Task<string> ChargeAsync(string chargerId)
    {
        await _node.Api.EnterAsync("/sites/receipts", $$"""{"name":{{System.Text.Json.JsonSerializer.Serialize(SiteName)}},"timeZone":"Europe/Berlin"}""");
        await _node.Api.EnterAsync($"/tariffs/{Uri.EscapeDataString("<plain>")}", Tariff);
        await _node.Api.EnterAsync($"/chargers/{chargerId}", """{"siteId":"receipts","tariffId":"<plain>","evses":[{"id":1,"maxPowerW":22000}]}""");
        using var charger = await TestCharger.ConnectAsync(_node, chargerId);
        var answer = await charger.CallAsync("StartTransaction", Charging.StartOf(Charging.Start, 1_000, System.Text.Json.JsonEncodedText.Encode(Token).Value));
        var transaction = (int)answer["transactionId"]!;
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 5_000);
        await _node.Api.TransactionAsync($"{chargerId}:{transaction}");
        return $"{chargerId}:{transaction}";
    }

    private static string InBerlin(string at) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss")
        .Format(InstantPattern.ExtendedIso.Parse(at).Value.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).LocalDateTime);

    private static string Plain(string text) => Space().Replace(text, " ").Trim();

    private static IEnumerable<string> Money(XElement rows) => rows.Descendants().Where(cell => (string?)cell.Attribute("class") == "money").Select(cell => cell.Value);

    private static string? Chromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome", "chrome.exe" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)", RegexOptions.None, 1000)]
    private static partial Regex PageObject();
}
