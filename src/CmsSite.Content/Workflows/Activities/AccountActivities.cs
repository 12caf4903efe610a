using CmsSite.Content.Items;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.Workflows.Activities;

/// <summary>Accounts for those who send forms.</summary>
internal static class AccountActivities
{
    private const string NoMail = "No mail can be sent from here at the moment. Please try again later.";
    private static readonly IReadOnlyList<string> _valid = ["Done", "Valid"];
    private static readonly IReadOnlyList<string> _invalid = ["Done", "Invalid"];

    public static IEnumerable<ActivityKind> All { get; } =
    [
        new("RegisterUserTask", "Makes an account for whoever sent the form, and mails a link that proves the address.", RegisterAsync) { Liquid = ["ConfirmationEmailSubject", "ConfirmationEmailTemplate"] },
    ];

    private static async Task<IReadOnlyList<string>> RegisterAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var registrations = step.Services.Registrations ?? throw new WorkflowException("this host has no accounts");
        var email = Given(step, "Email")?.Trim() ?? "";
        if (email.Length == 0 || step.Services.Mails.Check(email) is not null)
        {
            step.Run.Problems.Add(new FormProblem("Email", email.Length == 0 ? "Please give your e-mail address." : "That is no address that mail can be sent to."));
            return _invalid;
        }

        var isMailed = step.Activity.Flag("SendConfirmationEmail", otherwise: true);
        if (isMailed && !registrations.CanMakeLinks)
        {
            step.Services.Logger.LogWarning("Workflow {Workflow}: nobody can register, since the site's address (the setting BaseUrl) is not set, and the mail needs it.", step.Run.Type.Name);
            step.Run.Problems.Add(new FormProblem("", NoMail));
            return _invalid;
        }

        var made = await registrations.RegisterAsync(email, Given(step, "UserName"), !step.Activity.Flag("RequireModeration"), cancellationToken);
        if (made.Problems.Count > 0)
        {
            step.Run.Problems.AddRange(made.Problems.Select(problem => new FormProblem("", problem)));
            return _invalid;
        }

        if (isMailed)
        {
            step.Run.Properties["EmailConfirmationUrl"] = made.Link;
            var subject = MessageActivities.Subject(await step.TextAsync("ConfirmationEmailSubject", WorkflowTextKind.Plain, cancellationToken));
            var html = await step.TextAsync("ConfirmationEmailTemplate", WorkflowTextKind.Html, cancellationToken);
            // The link is a secret of the mail: nothing that comes later shows it.
            step.Run.Properties.Remove("EmailConfirmationUrl");
            var mail = new WorkflowMail($"workflow-{step.Run.Id}-{step.Run.Count}", null, [email], [], [], [], subject, null, html);
            step.Services.Session.BeforeCommit(cancellation => step.Services.Mails.WriteAsync(mail, cancellation));
        }

        return _valid;
    }

    // Orchard reads the form's field; a workflow may also have remembered it under that name, when the form calls it something else.
    private static string? Given(WorkflowStep step, string name) => step.Run.Properties[name].AsText() is { Length: > 0 } remembered ? remembered : step.Request.Field(name);
}
