using CmsSite.Storage.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Content.Workflows;

internal static class WorkflowServiceCollectionExtensions
{
    /// <summary>Workflows. They need an <see cref="IWorkflowText"/> and an <see cref="IWorkflowMails"/> from above.</summary>
    public static IServiceCollection AddWorkflows(this IServiceCollection services)
    {
        services.AddOptions<WorkflowOptions>();
        services.AddScoped<WorkflowKeys>();
        services.AddScoped<HumanQuestions>();
        services.AddScoped<WorkflowTypes>();
        services.AddScoped<WorkflowHistory>();
        services.AddScoped<WorkflowScripts>();
        services.AddScoped<WorkflowServices>();
        services.AddSingleton<IChangeFollower, WorkflowEvents>();
        return services.AddScoped<WorkflowRunner>();
    }
}
