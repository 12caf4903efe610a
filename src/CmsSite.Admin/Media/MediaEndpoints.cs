using CmsSite.Admin.Access;
using CmsSite.Content.Media;
using CmsSite.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CmsSite.Admin.Media;

/// <summary>
/// Where files are sent to: each in a request of its own, its bytes as the body, so that a large one is never in memory nor goes through the dashboard's connection. Before
/// that the browser asks what would become of the names, and gets the token without which nothing is taken.
/// </summary>
internal static class MediaEndpoints
{
    public static IEndpointRouteBuilder MapMediaUploads(this IEndpointRouteBuilder endpoints)
    {
        var uploads = endpoints.MapGroup("/" + MediaAddresses.Upload).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy);
        uploads.MapGet("", PlanAsync);
        uploads.MapPost("", StoreAsync).DisableRequestTimeout(); // a slow line sends a large file for long
        endpoints.MapGet($"/{MediaAddresses.Library}/Original/{{**path}}", OriginalAsync).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy);
        endpoints.MapGet($"/{MediaAddresses.Library}/Whole/{{rotation:int}}/{{**path}}", WholeAsync).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy);
        return endpoints;
    }

    private sealed record Plan(string? Token, long MaxFileSize, IReadOnlyList<PlannedFile> Files);

    private sealed record PlannedFile(string? Path, bool IsTaken, string? Problem);

    private sealed record Answer(string? Path, bool IsTaken, string? Problem);

    private static Task<IResult> PlanAsync(
        string? folder, string[]? name, HttpContext http, AdminWork work, AuthenticationStateProvider authentication, IAntiforgery antiforgery, IOptions<MediaOptions> options, TimeProvider clock) =>
        DoAsync(http, authentication, work, async scope =>
        {
            folder = FolderOf(scope, folder, clock);
            var (uploads, library) = (scope.Get<MediaUploads>(), scope.Get<MediaLibrary>());
            var files = new List<PlannedFile>();
            foreach (var file in (name ?? []).Take(100))
            {
                try
                {
                    var path = uploads.PathOf(folder, file);
                    files.Add(new PlannedFile(path, await library.FindAsync(path, http.RequestAborted) is not null, null));
                }
                catch (MediaException wrong)
                {
                    files.Add(new PlannedFile(null, false, wrong.Message));
                }
            }

            return Results.Json(new Plan(antiforgery.GetAndStoreTokens(http).RequestToken, options.Value.MaxFileSize, files));
        });

    /// <param name="name">What the file is called where it comes from.</param>
    /// <param name="replaces">The path of a file whose bytes these are to be; then <paramref name="folder"/> and <paramref name="name"/> do not count.</param>
    private static async Task<IResult> StoreAsync(
        string? folder, string? name, string? taken, string? replaces, HttpContext http, AdminWork work, AuthenticationStateProvider authentication, IAntiforgery antiforgery,
        IOptions<MediaOptions> options, TimeProvider clock)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Refused(StatusCodes.Status400BadRequest, "The page is too old to send files. Load it again.");
        }

        if (http.Request.ContentLength > options.Value.MaxFileSize)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge, FormattableString.Invariant($"'{name ?? replaces}' is larger than {options.Value.MaxFileSize:N0} bytes, the most that the media library takes."));
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null; // the library counts, and says by how much it is too large
        }

        return await DoAsync(http, authentication, work, async scope =>
        {
            var uploads = scope.Get<MediaUploads>();
            var access = new MediaAccess(scope);
            if (replaces is not null)
            {
                access.Demand(replaces);
                if (await uploads.ReplaceAsync(replaces, http.Request.Body, http.RequestAborted) is not { } replaced)
                {
                    return Refused(StatusCodes.Status404NotFound, $"'{replaces}' is not there any more.");
                }

                await scope.Session.CommitAsync(http.RequestAborted);
                return Results.Json(new Answer(replaced.Path, false, null));
            }

            var how = Enum.TryParse<NameTaken>(taken, ignoreCase: true, out var parsed) ? parsed : NameTaken.Ask;
            switch (await uploads.AddAsync(FolderOf(scope, folder, clock), name ?? "", http.Request.Body, how, scope.UserId, http.RequestAborted))
            {
                case UploadResult.Stored stored:
                    await scope.Session.CommitAsync(http.RequestAborted);
                    return Results.Json(new Answer(stored.File.Path, false, null));
                case UploadResult.Taken other:
                    return Results.Json(new Answer(other.Path, true, $"'{other.Path}' is there already."), statusCode: StatusCodes.Status409Conflict);
                default:
                    throw new InvalidOperationException("An upload came to nothing known.");
            }
        });
    }

    private static Task<IResult> OriginalAsync(string path, HttpContext http, AdminWork work, AuthenticationStateProvider authentication) =>
        FileAsync(path, http, work, authentication, (_, file, location) => Task.FromResult(Results.File(location, file.ContentType, Path.GetFileName(file.Path))));

    private static Task<IResult> WholeAsync(int rotation, string path, HttpContext http, AdminWork work, AuthenticationStateProvider authentication, ImageRenditions renditions) =>
        FileAsync(path, http, work, authentication, async (library, file, location) =>
        {
            var turned = new MediaMetadata { Rotation = rotation is 90 or 180 or 270 ? rotation : 0 };
            if (library.OriginalSizeOf(file) is not var (width, height))
            {
                return Results.NotFound();
            }

            (width, height) = turned.SizeOf(width, height);
            var whole = await renditions.GetAsync(file with { Metadata = turned.ToJson(), Width = width, Height = height }, location, ImageSize.Whole with { Width = 1024 });
            return whole is RenditionResult.Made made ? Results.File(made.Location, ImageRenditions.ContentTypeOf(made.Location)) : Results.File(location, file.ContentType);
        });

    private static Task<IResult> FileAsync(string path, HttpContext http, AdminWork work, AuthenticationStateProvider authentication, Func<MediaLibrary, MediaFileRecord, string, Task<IResult>> answer) =>
        DoAsync(http, authentication, work, async scope =>
        {
            var library = scope.Get<MediaLibrary>();
            if (!MediaPath.TryNormalize(path, out var normalized) || !new MediaAccess(scope).MaySee(normalized) || await library.FindAsync(normalized, http.RequestAborted) is not { } file
                || library.LocationOf(file) is var location && !File.Exists(location))
            {
                return Results.NotFound();
            }

            // Whatever an upload holds, it runs nothing.
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return await answer(library, file, location);
        });

    private static string FolderOf(AdminScope scope, string? folder, TimeProvider clock)
    {
        var access = new MediaAccess(scope);
        folder ??= access.DefaultFolder(clock.GetUtcNow().UtcDateTime);
        folder = folder.Length == 0 ? "" : MediaPath.Normalize(folder);
        access.Demand(folder);
        return folder;
    }

    private static async Task<IResult> DoAsync(HttpContext http, AuthenticationStateProvider authentication, AdminWork work, Func<AdminScope, Task<IResult>> act)
    {
        // Over the dashboard's connection it is known who somebody is; here it is who sent the request.
        ((IHostEnvironmentAuthenticationStateProvider)authentication).SetAuthenticationState(Task.FromResult(new AuthenticationState(http.User)));
        http.Response.Headers.CacheControl = "no-cache, no-store";
        try
        {
            return await work.DoAsync(act);
        }
        catch (RefusedException refused)
        {
            return Refused(StatusCodes.Status403Forbidden, refused.Message);
        }
        catch (MediaException wrong)
        {
            return Refused(StatusCodes.Status422UnprocessableEntity, wrong.Message);
        }
    }

    private static IResult Refused(int status, string problem) => Results.Json(new Answer(null, false, problem), statusCode: status);
}
