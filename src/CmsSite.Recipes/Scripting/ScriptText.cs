namespace CmsSite.Recipes.Scripting;

/// <summary>Which strings are scripts: those that begin with '[', end with ']' and have letters before their first ':'.</summary>
internal readonly record struct ScriptText(string Engine, string Body)
{
    public const string Js = "js";
    public const string File = "file";

    // Orchard trims all brackets at both ends, so that `[js: f()[0]]` loses its indexer there; one pair belongs to the script's form and no more.
    public static bool TryParse(string text, out ScriptText script)
    {
        script = default;
        if (text.Length < 3 || text[0] != '[' || text[^1] != ']')
        {
            return false;
        }

        var colon = 1;
        while (char.IsLetter(text[colon]))
        {
            colon++;
        }

        if (colon == 1 || text[colon] != ':')
        {
            return false;
        }

        script = new ScriptText(text[1..colon], text[(colon + 1)..^1]);
        return true;
    }
}
