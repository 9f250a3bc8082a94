using System.Security.Cryptography;

namespace Fleet.Cluster.ReferenceData;

/// <summary>A charger's password as it is kept: PBKDF2 with SHA-256 and a salt of its own, written <c>iterations$salt$hash</c>.</summary>
public static class PasswordHash
{
    private const int Iterations = 100_000;
    private const int Bytes = 32;

    /// <summary>The hash of a password with a new salt. Slow on purpose: some 20 ms.</summary>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"{Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Iterations))}";
    }

    /// <summary>Whether <paramref name="hash"/> is of <paramref name="password"/>; as slow.</summary>
    public static bool Verify(string password, string hash)
    {
        var parts = hash.Split('$');
        var derived = Derive(password, Convert.FromBase64String(parts[1]), int.Parse(parts[0]));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[2]));
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, Bytes);
}
