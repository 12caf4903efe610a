using CmsSite.Admin.Access;
using CmsSite.Content.Media;

namespace CmsSite.Admin.Media;

/// <param name="Kept">What was left as it is, each with the reason.</param>
public sealed record MediaBulkResult(int Done, IReadOnlyList<string> Kept);

/// <summary>One thing done to many files, each by itself: one that is used, or not the user's to change, holds up no other.</summary>
public static class MediaBulk
{
    public static async Task<MediaBulkResult> DoAsync(AdminWork work, FileTask task, IReadOnlyList<string> paths, string folder)
    {
        var kept = new List<string>();
        foreach (var path in paths)
        {
            try
            {
                await work.DoAsync(scope => MediaChanges.DoAsync(scope, task, path, folder, Path.GetFileName(path), isSure: false));
            }
            catch (MediaException used)
            {
                kept.Add(used.Message);
            }
            catch (RefusedException refused)
            {
                kept.Add(refused.Message);
            }
        }

        return new MediaBulkResult(paths.Count - kept.Count, kept);
    }
}
