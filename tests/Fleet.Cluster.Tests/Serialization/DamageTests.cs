using System.Runtime.Serialization;

using CsCheck;

using Fleet.Cluster.Serialization;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Cluster.Tests.Serialization;

public sealed class DamageTests
{
    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Examples.Length)];

    private static readonly object[] Examples = [.. Example.Stored, .. Example.StoredLater];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Bytes_cut_anywhere_are_refused(int index)
    {
        var format = Manifests.Of(Examples[index]);
        var bytes = format.Write(Examples[index]);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<SerializationException>(() => format.Read(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Bytes_behind_the_message_are_refused() => Assert.Throws<SerializationException>(() => Manifests.Named("re:done1").Read([0, 0]));

    [Fact]
    public void A_cut_of_any_message_is_refused() =>
        Gen.Select(Generators.Message, Gen.Int[0, int.MaxValue]).Sample((value, cut) =>
        {
            var bytes = Manifests.Of(value).Write(value);
            Assert.Throws<SerializationException>(() => Manifests.Of(value).Read(bytes.AsSpan(0, cut % bytes.Length)));
        });

    [Fact]
    public void A_number_that_no_enum_of_this_version_has_is_refused()
    {
        var format = Manifests.Named("se:status1");
        var bytes = format.Write(new ConnectorStatusNoted(ConnectorStatus.Occupied, Instant.FromUnixTimeTicks(1)));
        bytes[bytes.AsSpan().IndexOf((byte)10)] = 11;
        var refused = Assert.Throws<SerializationException>(() => format.Read(bytes));
        Assert.Contains("11 is no ConnectorStatus", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(19)]
    [InlineData(256)]
    [InlineData(int.MaxValue)]
    public void A_number_beyond_a_small_enum_does_not_wrap_into_it(int number) => Assert.Throws<SerializationException>(() => number.ToEnum<Measurand>());

    [Fact]
    public void A_value_that_could_not_be_read_back_is_not_written()
    {
        Assert.Throws<SerializationException>(() => Manifests.Named("se:status1").Write(new ConnectorStatusNoted((ConnectorStatus)99, default)));
        Assert.Throws<SerializationException>(() => Manifests.Named("ce:seen1").Write(new ChargerSeen(Instant.FromUnixTimeTicks(0).PlusNanoseconds(1))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("1e3")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("79228162514264337593543950336")]
    public void Text_that_is_no_decimal_as_it_is_written_is_refused(string text) => Assert.Throws<SerializationException>(() => text.ToDecimal());

    [Fact]
    public void A_message_without_a_part_that_it_needs_is_refused()
    {
        var refused = Assert.Throws<SerializationException>(() => Manifests.Named("se:open1").Read([0]));
        Assert.Contains("Start is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_debt_that_holds_no_command_is_refused()
    {
        var inner = Manifests.Named("re:done1").Write(Done.Instance);
        byte[] debt = [0x0A, 0, 0x12, 8, .. "re:done1"u8, 0x1A, (byte)inner.Length, .. inner];
        var refused = Assert.Throws<SerializationException>(() => Manifests.Named("en:pay1").Read([(byte)debt.Length, .. debt]));
        Assert.Contains("'re:done1'", refused.Message, StringComparison.Ordinal);
    }
}
