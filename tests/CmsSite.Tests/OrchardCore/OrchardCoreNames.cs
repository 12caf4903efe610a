namespace CmsSite.Tests.OrchardCore;

/// <summary>What stock Orchard Core 3 knows, by kind, with the page that says so: <c>orchard-core-3.txt</c> beside this file.</summary>
internal static class OrchardCoreNames
{
    public static IReadOnlyList<(string Kind, string Name, string Source)> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "CmsSite.Tests", "OrchardCore", "orchard-core-3.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | ") is [var kind, var name, var source] ? (kind, name, source) : throw new FormatException($"\"{line}\" is not \"kind | name | source\".")),
    ];

    private static readonly HashSet<(string, string)> _names = [.. All.Select(entry => (entry.Kind, entry.Name))];

    public static bool Knows(string kind, string name) => _names.Contains((kind, name));
}
