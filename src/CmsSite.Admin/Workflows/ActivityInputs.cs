using System.Text.Json.Nodes;
using CmsSite.Admin.Inputs;
using CmsSite.Content.Workflows.Activities;

namespace CmsSite.Admin.Workflows;

/// <summary>The properties of the kinds of activities that run here, and how each is edited.</summary>
public static class ActivityInputs
{
    private const string Expression = "Expression";

    private static readonly SettingInput _title = new("ActivityMetadata", "Title", SettingKind.Text, "What it is called");
    private static readonly SettingInput _content = Script("Content", "Which content item") with { Hint = "A script whose value is the item or its id. Empty: the one that the workflow is about." };
    private static readonly SettingInput _properties = Liquid("ContentProperties", "Its properties") with { Hint = "Liquid that comes to a JSON object of parts, such as { \"TitlePart\": { \"Title\": \"{{ Request.Form.Name }}\" } }." };
    private static readonly SettingInput _publish = Flag("Publish", "Publish it");
    private static readonly SettingInput _message = Text("ErrorMessage", "What to say");
    private static readonly SettingInput _value = Script("Value", "Value") with { IsRequired = true };
    private static readonly SettingInput _condition = Script("Condition", "Condition") with { IsRequired = true, Hint = "A script; what it comes to is true or false." };
    private static readonly SettingInput _variable = Text("LoopVariableName", "Where each value is remembered") with { Default = "x" };

    private static readonly Dictionary<string, IReadOnlyList<SettingInput>> _own = new(StringComparer.Ordinal)
    {
        ["HttpRequestEvent"] =
        [
            Choice("HttpMethod", "Method", "POST", "GET", "PUT", "PATCH", "DELETE") with { Default = "POST" },
            Flag("ValidateAntiforgeryToken", "Only forms of this site") with { Default = true },
        ],
        ["CreateContentTask"] = [new("", "ContentType", SettingKind.ContentType, "Content type") { IsRequired = true }, _properties, _publish],
        ["UpdateContentTask"] = [_content, Script("ContentItemIdExpression", "Its id, where the field above is empty"), _properties, _publish],
        ["RetrieveContentTask"] = [_content], ["PublishContentTask"] = [_content], ["UnpublishContentTask"] = [_content], ["DeleteContentTask"] = [_content],
        ["ValidateFormFieldTask"] = [Text("FieldName", "Field of the form") with { IsRequired = true }, _message with { Hint = "Empty: Please fill this in." }],
        ["AddModelValidationErrorTask"] = [Text("Key", "Field of the form") with { Hint = "Empty: the form as a whole." }, _message with { IsRequired = true }],
        ["HttpRedirectTask"] =
        [
            Liquid("Location", "Address to lead to") with { IsRequired = true, Hint = "A path of this site such as /thanks, or an address in full." },
            Flag("Permanent", "For good: browsers remember it"),
        ],
        ["HttpResponseTask"] =
        [
            new("", "HttpStatusCode", SettingKind.Number, "Status") { Default = 200, Minimum = 200, Maximum = 599 }, Liquid("ContentType", "Media type") with { Hint = "Empty: text/html." },
            Liquid("Content", "Text"), Liquid("Headers", "Headers") with { Hint = "One a line, such as X-Answer: yes. Only names that begin with X-." },
        ],
        ["NotifyTask"] = [Enumeration("NotificationType", "Kind", "Success", "Information", "Warning", "Error") with { Default = "Information" }, Liquid("Message", "Message") with { IsRequired = true }],
        ["EmailTask"] =
        [
            Liquid("Recipients", "To") with { Hint = "Addresses with commas between them. One that is computed is taken as a single address." }, Liquid("Cc", "Copies to"), Liquid("Bcc", "Hidden copies to"),
            Liquid("Author", "From") with { Hint = "Empty: the site's address. One that is computed becomes the address for answers." }, Liquid("Sender", "Sent by"), Liquid("ReplyTo", "Answers to"),
            Liquid("Subject", "Subject"), Liquid("Body", "Text"), Flag("IsHtmlBody", "The text is HTML"), Liquid("HtmlBody", "Text as HTML"), Liquid("TextBody", "Text without HTML"),
        ],
        ["LogTask"] = [Enumeration("LogLevel", "Level", "Trace", "Debug", "Information", "Warning", "Error", "Critical") with { Default = "Information" }, Liquid("Text", "Text") with { IsRequired = true }],
        ["RegisterUserTask"] =
        [
            Flag("SendConfirmationEmail", "Mail a link that proves the address") with { Default = true }, Liquid("ConfirmationEmailSubject", "Subject of the mail"),
            Liquid("ConfirmationEmailTemplate", "Text of the mail") with { Hint = "HTML with {{ Workflow.Properties.EmailConfirmationUrl }} in it." }, Flag("RequireModeration", "An administrator has to allow the account"),
        ],
        ["IfElseTask"] = [_condition], ["WhileLoopTask"] = [_condition],
        ["ForkTask"] = [new("", "Forks", SettingKind.Lines, "Branches") { Hint = "A name a line; each is an outcome." }],
        ["JoinTask"] = [Enumeration("Mode", "Goes on", "All branches have come", "The first has come")],
        ["ForLoopTask"] = [Script("From", "From"), Script("To", "Up to, without it"), Script("Step", "By") with { Hint = "Empty: 1." }, _variable],
        ["ForEachTask"] = [Script("Enumerable", "List") with { IsRequired = true }, _variable],
        ["ScriptTask"] = [new("", "AvailableOutcomes", SettingKind.Lines, "Outcomes") { Hint = "A name a line; the script sets one with setOutcome." }, Script("Script", "Script") with { IsRequired = true }],
        ["SetPropertyTask"] = [Text("PropertyName", "Name") with { IsRequired = true }, _value], ["SetOutputTask"] = [Text("OutputName", "Name") with { IsRequired = true }, _value],
        ["CorrelateTask"] = [_value],
    };

    private static readonly IReadOnlyList<SettingInput> _contentEvent = [new("", "ContentTypeFilter", SettingKind.ContentTypes, "Content types") { Hint = "None chosen: all of them." }];

    /// <summary>The inputs of an activity, its title first; empty when its kind does not run here.</summary>
    /// <param name="properties">Orchard has expressions as objects; where it has a plain text and an object stands, that is edited.</param>
    public static IReadOnlyList<SettingInput> Of(string kind, JsonObject properties) => ActivityCatalog.Find(kind) is null
        ? []
        : [_title, .. _own.GetValueOrDefault(kind, IsAboutContent(kind) ? _contentEvent : []).Select(input => input.Kind == SettingKind.Text && properties[input.Property] is JsonObject ? Of(input, SettingKind.Text) : input)];

    /// <summary>Writes expressions that an older Orchard wrote as a text in today's way, so that there is one thing to edit.</summary>
    public static void Normalise(string kind, JsonObject properties)
    {
        foreach (var name in Of(kind, properties).Where(input => input.Property == Expression).Select(input => input.Object))
        {
            if (properties[name] is JsonValue text)
            {
                properties[name] = new JsonObject { [Expression] = text.DeepClone() };
            }
        }
    }

    private static bool IsAboutContent(string kind) => kind.StartsWith("Content", StringComparison.Ordinal) && kind.EndsWith("Event", StringComparison.Ordinal);

    private static SettingInput Of(SettingInput input, SettingKind kind) => input with { Object = input.Property, Property = Expression, Kind = kind };

    private static SettingInput Text(string property, string label) => new("", property, SettingKind.Text, label);

    private static SettingInput Flag(string property, string label) => new("", property, SettingKind.Flag, label);

    private static SettingInput Liquid(string property, string label) => new(property, Expression, SettingKind.Liquid, label);

    private static SettingInput Script(string property, string label) => new(property, Expression, SettingKind.Script, label);

    private static SettingInput Choice(string property, string label, params string[] values) =>
        new("", property, SettingKind.Choice, label) { Choices = [.. values.Select(value => new SettingChoice(value, value))] };

    private static SettingInput Enumeration(string property, string label, params string[] values) => Choice(property, label, values) with { Kind = SettingKind.Enumeration };
}
