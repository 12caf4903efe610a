namespace CmsSite.Content.Workflows.Activities;

/// <summary>What was typed, and what is wrong with it.</summary>
internal static class FormActivities
{
    public const string ValidateField = "ValidateFormFieldTask";

    public static IEnumerable<ActivityKind> All { get; } =
    [
        new("ValidateFormTask", "Asks whether anything is wrong with the form so far.", (step, _) => Outcome("Done", step.Run.Problems.Count == 0 ? "Valid" : "Invalid")),
        new(ValidateField, "Asks whether a field was filled in.", ValidateFieldAsync),
        new("AddModelValidationErrorTask", "Says what is wrong with a field, or with the form.", (step, _) =>
        {
            step.Run.Problems.Add(new FormProblem(step.Activity.Text("Key") ?? "", step.Activity.Expression("ErrorMessage") is { Length: > 0 } message ? message : "This is not right."));
            return Outcome("Done");
        }),
        new("ValidateReCaptchaTask", "Asks whether the question was answered that tells people from programs.", (step, _) =>
        {
            if (step.Services.Questions.IsAnswer(step.Request.Field(HumanQuestions.Field)))
            {
                return Outcome("Done", "Valid");
            }

            step.Run.Problems.Add(new FormProblem(HumanQuestions.Field, "Please answer the question, so that we know that no program sent this."));
            return Outcome("Done", "Invalid");
        }),
        // What was typed is with the request from its beginning, and goes back into the form whenever that is shown again.
        new("BindModelStateTask", "Keeps what was typed, should the form be shown again.", (step, _) => step.Request is null ? Outcome() : Outcome("Done")),
    ];

    private static Task<IReadOnlyList<string>> ValidateFieldAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var field = step.Activity.Text("FieldName") ?? "";
        if (!string.IsNullOrWhiteSpace(step.Request.Field(field)))
        {
            return Outcome("Done", "Valid");
        }

        step.Run.Problems.Add(new FormProblem(field, step.Activity.Expression("ErrorMessage") is { Length: > 0 } message ? message : "Please fill this in."));
        return Outcome("Done", "Invalid");
    }

    private static Task<IReadOnlyList<string>> Outcome(params string[] outcomes) => Task.FromResult<IReadOnlyList<string>>(outcomes);
}
