using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Identity;

namespace Fleet.Node.Ocpp;

/// <summary>
/// Checks chargers' passwords. The slow hash is worked out once for a password that was right; a charger that comes back with the same one is recognized by a keyed digest, so
/// that a storm of reconnects stays cheap. The key lives as long as the process.
/// </summary>
internal sealed class PasswordCheck
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<ChargerId, byte[]> _known = new();

    /// <summary>Whether <paramref name="password"/> is the one behind <paramref name="hash"/>.</summary>
    public bool IsRight(ChargerId charger, string password, string hash)
    {
        var digest = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{hash}\n{password}"));
        if (_known.TryGetValue(charger, out var known) && CryptographicOperations.FixedTimeEquals(known, digest))
            return true;
        if (!PasswordHash.Verify(password, hash))
            return false;
        _known[charger] = digest;
        return true;
    }
}
