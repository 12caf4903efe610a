namespace CmsSite.Storage;

/// <summary>Temporary files that a killed process left behind: nobody else will ever look for them.</summary>
public static class AbandonedFiles
{
    // No run goes on for so long.
    private static readonly TimeSpan _age = TimeSpan.FromDays(1);

    /// <summary>Deletes those of the folder that match and are so old that whoever made them is gone.</summary>
    public static void Delete(string folder, string pattern)
    {
        var before = DateTime.UtcNow - _age;
        foreach (var file in Directory.EnumerateFiles(folder, pattern).Where(file => File.GetLastWriteTimeUtc(file) < before).ToList())
        {
            File.Delete(file);
        }
    }
}
