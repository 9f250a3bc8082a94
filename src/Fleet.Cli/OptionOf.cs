using System.CommandLine;

namespace Fleet.Cli;

/// <summary>Makes options that say what they want when they do not get it.</summary>
internal static class OptionOf
{
    /// <summary>An option whose value must keep a rule.</summary>
    /// <typeparam name="T">A type with a null, which means that the option was not given.</typeparam>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">Its line in the help.</param>
    /// <param name="rule">What its value must be: completes "must be …".</param>
    /// <param name="read">Reads a value; null when it breaks the rule.</param>
    public static Option<T> Value<T>(string name, string description, string rule, Func<string, T?> read) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var value = read(text);
            if (value is null)
                result.AddError($"{name} {text}: must be {rule}");
            return value;
        },
    };
}
