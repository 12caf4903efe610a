using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Workflows;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display.Parts;

/// <summary>A part whose members are its JSON as it stands.</summary>
internal abstract class PlainPartDisplay(string partName, params string[] members) : PartDisplay
{
    public override string PartName => partName;

    public override IReadOnlyList<PartShape> Shapes => [new PartShape(partName, "Content", PartShape.Detail)];

    public override Task FillAsync(Shape shape, PartDisplayContext context)
    {
        foreach (var member in members)
        {
            shape[member] = JsonModel.Value(context.Data[member]);
        }

        return Task.CompletedTask;
    }
}

/// <summary>A form around the item's other parts: a wrapper, <c>Form_Wrapper</c>, that draws the element.</summary>
internal sealed class FormPartDisplay : PartDisplay
{
    public override string PartName => "FormPart";

    public override IReadOnlyList<PartShape> Shapes => [];

    public override bool ActsOnDisplay => true;

    public override async Task DisplayingAsync(PartDisplayContext context)
    {
        if (context.DisplayType != "Detail" || context.Owner.Metadata.Wrappers.Contains("Form_Wrapper"))
        {
            return;
        }

        var action = context.Data["Action"].AsText();
        if (action?.Contains('{') == true)
        {
            action = await Bodies.LiquidAsync(action, "FormPart.Action", context.Item, context.Owner, context.Display);
        }

        var (display, owner) = (context.Display, context.Owner);
        action = AddressOf(action, context);
        var method = context.Data["Method"].AsText() is { } given && given.Equals("get", StringComparison.OrdinalIgnoreCase) ? "get" : "post";
        owner["FormAction"] = Links.Href(action, display);
        owner["FormMethod"] = method;
        owner["FormEncType"] = context.Data["EncType"].AsText() is "multipart/form-data" ? "multipart/form-data" : null;
        var isProtected = method == "post" && (context.Data["EnableAntiForgeryToken"].AsFlag() ?? true);
        // To a workflow it needs no cookie, and the page can be the same for everybody.
        owner["FormToken"] = isProtected && WorkflowTypes.TokenIn(action) is { } token ? display.Services.GetRequiredService<WorkflowKeys>().FormToken(token) : null;
        owner["FormAntiForgery"] = isProtected && owner["FormToken"] is null;
        owner["FormLocation"] = (context.Data["SaveFormLocation"].AsFlag() ?? true) ? display.Request.PathBase + display.Request.Path : null;
        display.Refilled = display.Request.Sent is { } sent && WorkflowTypes.TokenIn(action) == WorkflowTypes.TokenIn(sent.Address) ? sent : null;
        // Read by the wrapper, when all that is inside has been rendered.
        owner["FormProblems"] = display.Refilled?.Problems.Where(problem => !display.ShownProblems.Contains(problem)).Select(problem => problem.Message);
        owner.Metadata.Wrappers.Add("Form_Wrapper");
    }

    // A form that leads to a workflow's address on another site leads to the workflow that it means here: the one that it names, or the only one that asks for its fields. In Orchard it is dead.
    private static string? AddressOf(string? action, PartDisplayContext context)
    {
        var (token, typeId) = (WorkflowTypes.TokenIn(action), context.Data["WorkflowTypeId"].AsText());
        if (token is null && (string.IsNullOrEmpty(typeId) || !string.IsNullOrWhiteSpace(action)))
        {
            return action;
        }

        var types = context.Display.Services.GetRequiredService<WorkflowTypes>();
        return types.FindByToken(token) is null && (types.FindRequest(typeId) ?? types.FindByFields([.. Fields(context.Item.Content)])) is var (type, start) ? types.AddressOf(type, start) : action;
    }

    private static IEnumerable<string> Fields(JsonNode? node) => node switch
    {
        JsonObject members => ((members["FormInputElementPart"] as JsonObject)?["Name"].AsText() is { } name ? [name] : Enumerable.Empty<string>()).Concat(members.SelectMany(member => Fields(member.Value))),
        JsonArray items => items.SelectMany(Fields),
        _ => [],
    };
}

/// <summary>Something to fill in: what was typed before, when the form is shown again, stands in it as <c>Value</c>, and what is wrong with it is <c>Problem</c>.</summary>
internal abstract class FormInputDisplay(string partName, params string[] members) : PlainPartDisplay(partName, members)
{
    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        await base.FillAsync(shape, context);
        var name = (context.Item.Content["FormInputElementPart"] as JsonObject)?["Name"].AsText();
        var typed = context.Display.Refilled?.Of(name);
        shape["Name"] = name;
        shape["Value"] = typed is null ? context.Data["DefaultValue"].AsText() : string.Join("\n", typed);
        // Of a form that is shown again, a box that is not among what was sent was not ticked.
        shape["Values"] = context.Display.Refilled is null ? context.Data["DefaultValue"].AsText() is { Length: > 0 } value ? new List<string> { value } : [] : typed?.ToList() ?? [];
        shape["IsAgain"] = context.Display.Refilled is not null;
        shape["Problem"] = context.Display.Refilled?.ProblemOf(name);
        if ((context.Item.Content["FormElementValidationPart"] as JsonObject)?["Option"].AsNumber() is 1)
        {
            shape["IsProblemShown"] = true;
            context.Display.ShownProblems.UnionWith(context.Display.Refilled?.Problems.Where(problem => problem.Field == name) ?? []);
        }
    }
}

internal sealed class InputPartDisplay() : FormInputDisplay("InputPart", "Type", "DefaultValue", "Placeholder");

internal sealed class TextAreaPartDisplay() : FormInputDisplay("TextAreaPart", "DefaultValue", "Placeholder", "Rows");

internal sealed class SelectPartDisplay() : FormInputDisplay("SelectPart", "Options", "DefaultValue", "Editor");

internal sealed class LabelPartDisplay() : PlainPartDisplay("LabelPart", "For");

internal sealed class ButtonPartDisplay() : PlainPartDisplay("ButtonPart", "Text", "Type");

/// <summary>What is wrong with one field.</summary>
internal sealed class ValidationPartDisplay() : PlainPartDisplay("ValidationPart", "For")
{
    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        await base.FillAsync(shape, context);
        var field = context.Data["For"].AsText();
        shape["Problem"] = context.Display.Refilled?.ProblemOf(field);
        context.Display.ShownProblems.UnionWith(context.Display.Refilled?.Problems.Where(problem => problem.Field == field) ?? []);
    }
}

/// <summary>What is wrong with the form: all of it, or what belongs to no field.</summary>
internal sealed class ValidationSummaryPartDisplay() : PlainPartDisplay("ValidationSummaryPart", "ModelOnly")
{
    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        await base.FillAsync(shape, context);
        var isModelOnly = context.Data["ModelOnly"].AsFlag() ?? false;
        List<(string Field, string Message)> problems = [.. context.Display.Refilled?.Problems.Where(problem => !isModelOnly || problem.Field.Length == 0) ?? []];
        shape["Problems"] = problems.Select(problem => problem.Message).ToList();
        context.Display.ShownProblems.UnionWith(problems);
    }
}

/// <summary>The question that tells people from programs.</summary>
internal sealed class ReCaptchaPartDisplay() : PlainPartDisplay("ReCaptchaPart")
{
    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        await base.FillAsync(shape, context);
        var question = context.Display.Services.GetRequiredService<HumanQuestions>().Today;
        (shape["First"], shape["Second"], shape["Name"]) = (question.First, question.Second, HumanQuestions.Field);
        // What was answered is not given back: a right answer is no secret, a wrong one is of no use.
        shape["Problem"] = context.Display.Refilled?.ProblemOf(HumanQuestions.Field);
        context.Display.ShownProblems.UnionWith(context.Display.Refilled?.Problems.Where(problem => problem.Field == HumanQuestions.Field) ?? []);
    }
}

internal sealed class SearchFormPartDisplay() : PlainPartDisplay("SearchFormPart", "IndexName", "Placeholder");
