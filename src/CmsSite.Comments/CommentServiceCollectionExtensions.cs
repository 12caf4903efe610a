using CmsSite.Comments.Import;
using CmsSite.Comments.Spam;
using CmsSite.Content.Handlers;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Comments;

public static class CommentServiceCollectionExtensions
{
    /// <summary>Comments on content items and their moderation. Needs content; the host provides the protection of secrets.</summary>
    public static IServiceCollection AddComments(this IServiceCollection services)
    {
        services.AddScoped<CommentKeys>();
        services.AddScoped<CommentTokens>();
        services.AddScoped<CommentSources>();
        services.AddScoped<CommentedItems>();
        services.AddScoped<CommentSubmissions>();
        services.AddScoped<CommentModerators>();
        services.AddScoped<CommentThreads>();
        services.AddScoped<CommentQueue>();
        services.AddScoped<CommentRows>();
        services.AddScoped<CommentLinks>();
        services.AddScoped<CommentWriters>();
        services.AddScoped<CommentImport>();
        services.AddScoped<CommentNames>();
        services.AddScoped<CommentBulk>();
        services.AddScoped<Commenters>();
        services.AddScoped<CommentBans>();
        services.AddScoped<SpamWords>();
        services.AddScoped<SpamFilter>();
        services.AddSingleton<CommentNetworkCleaning>();
        services.AddScoped<ContentPartHandler, CommentPartHandler>();
        return services.AddScoped<IContentIndexProvider, CommentIndexProvider>();
    }
}
