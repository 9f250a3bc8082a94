using System.Collections.Frozen;

using NodaTime;
using NodaTime.TimeZones;

namespace Fleet.Domain.Billing.Audit;

/// <summary>The time zones of countries that have only one clock: OCPI 2.2 and later keep no zone in a record.</summary>
internal static class CountryZones
{
    // ISO 3166-1: alpha-3 and alpha-2 of each country whose zones in tzdb's zone.tab are one, or have been one for long.
    private const string Codes =
        "ANDAD AREAE AFGAF ATGAG AIAAI ALBAL ARMAM AGOAO ASMAS AUTAT ABWAW ALAAX AZEAZ BIHBA BRBBB BGDBD BELBE BFABF BGRBG BHRBH BDIBI "
        + "BENBJ BLMBL BMUBM BRNBN BOLBO BESBQ BHSBS BTNBT BWABW BLRBY BLZBZ CCKCC CAFCF COGCG CHECH CIVCI COKCK CMRCM COLCO CRICR CUBCU "
        + "CPVCV CUWCW CXRCX CZECZ DJIDJ DNKDK DMADM DOMDO DZADZ ESTEE EGYEG ESHEH ERIER ETHET FINFI FJIFJ FLKFK FROFO FRAFR GABGA GBRGB "
        + "GRDGD GEOGE GUFGF GGYGG GHAGH GIBGI GMBGM GINGN GLPGP GNQGQ GRCGR SGSGS GTMGT GUMGU GNBGW GUYGY HKGHK HNDHN HRVHR HTIHT HUNHU "
        + "IRLIE ISRIL IMNIM INDIN IOTIO IRQIQ IRNIR ISLIS ITAIT JEYJE JAMJM JORJO JPNJP KENKE KGZKG KHMKH COMKM KNAKN PRKKP KORKR KWTKW "
        + "CYMKY LAOLA LBNLB LCALC LIELI LKALK LBRLR LSOLS LTULT LUXLU LVALV LBYLY MARMA MCOMC MDAMD MNEME MAFMF MDGMG MKDMK MLIML MMRMM "
        + "MACMO MNPMP MTQMQ MRTMR MSRMS MLTMT MUSMU MDVMV MWIMW MOZMZ NAMNA NCLNC NERNE NFKNF NGANG NICNI NLDNL NORNO NPLNP NRUNR NIUNU "
        + "OMNOM PANPA PERPE PHLPH PAKPK POLPL SPMPM PCNPN PRIPR PLWPW PRYPY QATQA REURE ROURO SRBRS RWARW SAUSA SLBSB SYCSC SDNSD SWESE "
        + "SGPSG SHNSH SVNSI SJMSJ SVKSK SLESL SMRSM SENSN SOMSO SURSR SSDSS STPST SLVSV SXMSX SYRSY SWZSZ TCATC TCDTD ATFTF TGOTG THATH "
        + "TJKTJ TKLTK TLSTL TKMTM TUNTN TONTO TURTR TTOTT TUVTV TWNTW TZATZ UGAUG URYUY VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF "
        + "WSMWS YEMYE MYTYT ZAFZA ZMBZM ZWEZW DEUDE ARGAR MYSMY MHLMH UZBUZ PSEPS";

    private static readonly FrozenDictionary<string, string> Alpha2 = Codes.Split(' ').ToFrozenDictionary(static code => code[..3], static code => code[3..], StringComparer.Ordinal);

    // No record is older: Germany's Büsingen has kept Berlin's time since 1981.
    private static readonly ZoneEqualityComparer SameClock =
        ZoneEqualityComparer.ForInterval(new Interval(Instant.FromUtc(2015, 1, 1, 0, 0), Instant.FromUtc(2040, 1, 1, 0, 0)));

    private static readonly FrozenDictionary<string, DateTimeZone> Only = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .GroupBy(static location => location.CountryCode, static location => DateTimeZoneProviders.Tzdb[location.ZoneId], StringComparer.Ordinal)
        .Where(static zones => zones.All(zone => SameClock.Equals(zone, zones.First())))
        .ToFrozenDictionary(static zones => zones.Key, static zones => zones.First(), StringComparer.Ordinal);

    /// <summary>The one zone of <paramref name="country"/>, two or three letters of ISO 3166; null where it has several clocks or is none.</summary>
    public static DateTimeZone? Find(string country) =>
        Only.GetValueOrDefault(Alpha2.GetValueOrDefault(country, country));
}
