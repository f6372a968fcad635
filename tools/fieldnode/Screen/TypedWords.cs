namespace FieldNode.Cli;

/// <summary>Words that a person types into the screen, key by key: a search, a filter.</summary>
internal sealed class TypedWords(string text = "")
{
    private const int LengthMax = 60;

    internal string Text { get; set; } = text;

    /// <summary>Letters go in here, until Enter or Escape.</summary>
    internal bool IsTyping { get; set; }

    /// <summary>False: the key is none of these words'.</summary>
    internal bool Take(ConsoleKeyInfo key)
    {
        if (!IsTyping)
        {
            return false;
        }
        if (key.Key is ConsoleKey.Enter or ConsoleKey.Escape)
        {
            IsTyping = false;
            Text = key.Key == ConsoleKey.Escape ? "" : Text;
            return true;
        }
        if (key.Key == ConsoleKey.Backspace)
        {
            Text = Text.Length > 0 ? Text[..^1] : "";
            return true;
        }
        if (char.IsControl(key.KeyChar))
        {
            return false;
        }
        Text = Text.Length < LengthMax ? Text + key.KeyChar : Text;
        return true;
    }
}
