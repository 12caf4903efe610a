using CmsSite.Content.Workflows;
using CmsSite.Web.Security;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Site.Workflows;

/// <summary>Where HTTP requests start workflows: forms of pages, and other programs. The address is Orchard's; who has it may use it, so it cannot be guessed.</summary>
public static class WorkflowEndpoints
{
    private const string Forged = "We could not tell that this came from our form. Nothing is lost: please send it again.";
    private const string Old = "This page had been open for a long time. Please look once more and send it again.";
    private const string TooMany = "Too much is being sent at the moment. Nothing is lost: please send yours again in a minute.";
    private const string OutOfOrder = "This form is out of order. Nothing was sent. Please tell whoever looks after this site.";
    private const string Failed = "This could not be done, and nothing of it was stored. Please try again later, or tell whoever looks after this site.";

    public static IServiceCollection AddWorkflowPages(this IServiceCollection services)
    {
        services.AddOptions<WorkflowOptions>().BindConfiguration(WorkflowOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WorkflowLimits>();
        services.AddSingleton<IWorkflowMails, WorkflowMails>();
        return services.AddScoped<WorkflowAnswers>();
    }

    public static IEndpointRouteBuilder MapWorkflows(this IEndpointRouteBuilder endpoints)
    {
        // Whether the form was ours is looked at below, so that who sent it gets it back with a word.
        endpoints.Map(WorkflowTypes.InvokePath + "/{token?}", InvokeAsync).DisableAntiforgery();
        return endpoints;
    }

    private static async Task InvokeAsync(
        HttpContext http, WorkflowTypes types, WorkflowRunner runner, WorkflowAnswers answers, WorkflowLimits limits, IOptions<WorkflowOptions> options, ILogger<WorkflowRunner> logger)
    {
        http.Response.Headers.CacheControl = "no-store";
        var token = http.Request.RouteValues["token"] as string ?? http.Request.Query["token"].ToString();
        var isLimited = !limits.TryEnter(RateLimits.Client(http));
        if (types.FindByToken(token) is not var (type, start) || !type.IsEnabled)
        {
            http.Response.StatusCode = isLimited ? StatusCodes.Status429TooManyRequests : StatusCodes.Status404NotFound;
            return;
        }

        var method = start.Text("HttpMethod") is { Length: > 0 } given ? given.ToUpperInvariant() : HttpMethods.Post;
        if (!method.Equals(http.Request.Method, StringComparison.OrdinalIgnoreCase) && !(method == "GET" && HttpMethods.IsHead(http.Request.Method)))
        {
            http.Response.Headers.Allow = method;
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        if (await WorkflowForms.ReadAsync(http, token, options.Value) is not var (request, state))
        {
            return; // it said what is wrong with it
        }

        if (isLimited)
        {
            http.Response.Headers.RetryAfter = "60";
            await answers.RefuseAsync(http, request, StatusCodes.Status429TooManyRequests, TooMany);
        }
        else if (!type.Runs)
        {
            logger.LogWarning("Something was sent to the workflow '{Workflow}', which cannot run: {Problems}", type.Name, string.Join(" ", type.Problems));
            await answers.RefuseAsync(http, request, StatusCodes.Status501NotImplemented, OutOfOrder);
        }
        else if (state != FormTokenState.Valid && start.Flag("ValidateAntiforgeryToken", otherwise: true) && !HttpMethods.IsGet(method))
        {
            await answers.RefuseAsync(http, request, state == FormTokenState.Old ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest, state == FormTokenState.Old ? Old : Forged);
        }
        else
        {
            var run = new WorkflowRun(type, start) { Request = request };
            var result = await runner.RunAsync(run, cancellationToken: http.RequestAborted);
            await (result?.Fault is null ? answers.WriteAsync(http, run) : answers.RefuseAsync(http, request, StatusCodes.Status500InternalServerError, Failed));
        }
    }
}
