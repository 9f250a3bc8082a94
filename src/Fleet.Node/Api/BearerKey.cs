using System.Security.Cryptography;
using System.Text;

namespace Fleet.Node.Api;

/// <summary>A key that a caller shows as <c>Authorization: Bearer KEY</c>.</summary>
internal static class BearerKey
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "Bearer";

    /// <summary>Whether the caller shows <paramref name="key"/>; takes the same time whatever it shows.</summary>
    public static bool IsShown(HttpContext http, string key)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith($"{Scheme} ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Digest(header[(Scheme.Length + 1)..]), Digest(key));
    }

    /// <summary>Digests have one length, so that the key's own does not show either.</summary>
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
