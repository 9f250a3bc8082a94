using System.Text;

namespace Fleet.Domain.Billing;

/// <summary>Plain text for people, at most 100 columns wide, each line ended by a line feed.</summary>
public sealed class TextSheet
{
    private const int Width = 100;

    private readonly StringBuilder _text = new();

    /// <summary>An empty line.</summary>
    public TextSheet Blank()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>A line across the sheet.</summary>
    public TextSheet Rule()
    {
        _text.Append('-', Width).Append('\n');
        return this;
    }

    /// <summary>A label and, at the right edge, what stands to it.</summary>
    public TextSheet Amount(string label, string money)
    {
        _text.Append(label).Append(' ').Append('.', Math.Max(Width - label.Length - money.Length - 2, 0)).Append(' ').Append(money).Append('\n');
        return this;
    }

    /// <summary>A sentence, broken between words; a word that is wider than the sheet is broken too.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="indent">Spaces before each of its lines.</param>
    public TextSheet Say(string sentence, int indent = 0)
    {
        var column = 0;
        foreach (var word in sentence.Split(' '))
        {
            for (var rest = word; rest.Length > 0; rest = rest[Math.Min(rest.Length, Width - indent)..])
            {
                var part = rest[..Math.Min(rest.Length, Width - indent)];
                if (column > 0 && column + 1 + part.Length > Width)
                {
                    _text.Append('\n');
                    column = 0;
                }

                _text.Append(column == 0 ? new string(' ', indent) : " ").Append(part);
                column = (column == 0 ? indent : column + 1) + part.Length;
            }
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>All of it.</summary>
    public override string ToString() => _text.ToString();
}
