using CmsSite.Admin.Access;
using CmsSite.Comments;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Admin.Comments;

/// <summary>Where comments are moderated, and by whom: asked at each action.</summary>
public static class CommentScreens
{
    public const string List = "Admin/Comments";
    public const string Settings = "Admin/Comments/Settings";

    /// <summary>Who may publish comments of others reads what their writers gave in confidence, and says what becomes of them.</summary>
    public static bool MayModerate(AdminScope scope) => scope.Get<CommentedItems>().CommentType is { } type
        && (scope.May(Permissions.ManageComments) || (scope.May(Permissions.EditContent, Any(type)) && scope.May(Permissions.PublishContent, Any(type))));

    /// <exception cref="RefusedException">The account may not.</exception>
    public static void Demand(AdminScope scope)
    {
        if (!MayModerate(scope))
        {
            throw new RefusedException("Your account may not moderate comments.");
        }
    }

    public static string NameOf(CommentState state) => state == CommentState.Pending ? "Waiting" : state.ToString();

    private static ContentItem Any(string type) => new() { ContentType = type };
}
