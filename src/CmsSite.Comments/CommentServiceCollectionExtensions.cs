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
        services.AddScoped<CommentManager>();
        services.AddScoped<CommentThreads>();
        services.AddScoped<CommentQueue>();
        services.AddScoped<CommentRows>();
        services.AddScoped<ContentPartHandler, CommentPartHandler>();
        return services.AddScoped<IContentIndexProvider, CommentIndexProvider>();
    }
}
