using System.Text.Json;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;

namespace CmsSite.Comments;

/// <summary>What holds for comments on one item.</summary>
/// <param name="IsOpen">Whether anybody may comment now.</param>
/// <param name="ClosesUtc">When it closes by itself; null when it does not.</param>
public sealed record CommentRules(bool IsOpen, DateTime? ClosesUtc, CommentModeration Moderation, int Depth, CommentOrder Order, int PageSize)
{
    public const string PartName = "CommentsPart";
    public const int MaxDepth = CommentPlace.MaxLevel;
    private const int LargestPage = 200;

    /// <summary>Null when items of the type take no comments at all.</summary>
    public static CommentRules? Of(ContentItem item, ContentTypeDefinition? type, SiteSettings settings, DateTime now)
    {
        if (type?.Parts.FirstOrDefault(part => part.PartName == PartName) is not { } attached)
        {
            return null;
        }

        var site = settings.Get<CommentSettings>();
        CommentsPartSettings[] said = [Of(item, attached.Name), attached.Settings.Get<CommentsPartSettings>(), site];
        var days = First(said, place => place.CloseAfterDays) ?? 0;
        // Somebody who says of this very item that it is open means it, however old it is.
        DateTime? closes = days > 0 && said[0].IsOpen != true && (item.PublishedUtc ?? item.CreatedUtc) is { } since ? since.AddDays(Math.Min(days, 36_500)) : null;
        return new CommentRules(
            (First(said, place => place.IsOpen) ?? true) && (closes is null || now < closes),
            closes,
            First(said, place => place.Moderation) ?? CommentModeration.FirstTime,
            Math.Clamp(First(said, place => place.Depth) ?? MaxDepth, 0, MaxDepth),
            First(said, place => place.Order) ?? CommentOrder.Oldest,
            Math.Clamp(site.PageSize, 1, LargestPage));
    }

    /// <summary>What one item says of its own comments.</summary>
    public static CommentsPartSettings Of(ContentItem item, string partName)
    {
        try
        {
            return item.Part(partName)?.Deserialize<CommentsPartSettings>() ?? new();
        }
        catch (JsonException)
        {
            return new(); // an import may have brought anything
        }
    }

    private static T? First<T>(CommentsPartSettings[] said, Func<CommentsPartSettings, T?> value) where T : struct => said.Select(value).FirstOrDefault(found => found is not null);
}
