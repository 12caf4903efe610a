namespace CmsSite.Tests;

/// <summary>Where the repository lies, for tests that read its files.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CmsSite.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests must run inside the repository: CmsSite.sln was not found above them.");
        }

        return folder;
    }
}
