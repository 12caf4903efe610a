using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Theming.Shapes;
using Fluid.Values;

namespace CmsSite.Theming.Liquid.Values;

/// <summary>How objects of this program become Liquid's values, and which of their members a template sees.</summary>
internal static class ObjectMembers
{
    private static readonly MemberList<ContentItem> _item = new MemberList<ContentItem>("ContentItem")
        .Add("Id", item => item.DocumentId)
        .Add("ContentItemId", item => item.ContentItemId)
        .Add("ContentItemVersionId", item => item.ContentItemVersionId)
        .Add("ContentType", item => item.ContentType)
        .Add("DisplayText", item => item.DisplayText)
        .Add("Latest", item => item.Latest)
        .Add("Published", item => item.Published)
        .Add("ModifiedUtc", item => item.ModifiedUtc)
        .Add("PublishedUtc", item => item.PublishedUtc)
        .Add("CreatedUtc", item => item.CreatedUtc)
        .Add("Owner", item => item.Owner)
        .Add("Author", item => item.Author)
        .Add("Content", item => item.Content)
        .Others("the item's parts", (item, name, _) => ValueTask.FromResult<object?>(item.Content[name] as JsonObject));

    private static readonly MemberList<ShapeMetadata> _metadata = new MemberList<ShapeMetadata>("ShapeMetadata")
        .Add("Type", metadata => metadata.Type)
        .Add("DisplayType", metadata => metadata.DisplayType)
        .Add("Name", metadata => metadata.Name)
        .Add("Differentiator", metadata => metadata.Differentiator)
        .Add("Position", metadata => metadata.Position)
        .Add("Alternates", metadata => metadata.Alternates)
        .Add("Wrappers", metadata => metadata.Wrappers)
        .Add("ChildContent", metadata => metadata.ChildContent);

    private static readonly MemberList<ContentPartFieldDefinition> _field = new MemberList<ContentPartFieldDefinition>("PartFieldDefinition")
        .Add("Name", field => field.Name)
        .Add("DisplayName", field => field.DisplayName)
        .Add("FieldType", field => field.FieldType)
        .Add("Editor", field => field.Editor)
        .Add("DisplayMode", field => field.DisplayMode)
        .Add("Settings", field => field.Settings.Json);

    private static readonly MemberList<ContentTypePartDefinition> _typePart = new MemberList<ContentTypePartDefinition>("TypePartDefinition")
        .Add("Name", part => part.Name)
        .Add("PartName", part => part.PartName)
        .Add("DisplayName", part => part.DisplayName)
        .Add("PartDefinition", part => part.Part)
        .Add("Settings", part => part.Settings.Json);

    private static readonly MemberList<ContentPartDefinition> _part = new MemberList<ContentPartDefinition>("PartDefinition")
        .Add("Name", part => part.Name)
        .Add("Fields", part => part.Fields)
        .Add("Settings", part => part.Settings.Json);

    private static readonly MemberList<ContentTypeDefinition> _type = new MemberList<ContentTypeDefinition>("TypeDefinition")
        .Add("Name", type => type.Name)
        .Add("DisplayName", type => type.DisplayName)
        .Add("Stereotype", type => type.Stereotype)
        .Add("Parts", type => type.Parts)
        .Add("Settings", type => type.Settings.Json);

    private static readonly MemberList<Query> _query = new MemberList<Query>("Query")
        .Add("Name", query => query.Name)
        .Add("Source", query => query.Source);

    private static readonly MemberList<CultureInfo> _culture = new MemberList<CultureInfo>("Culture")
        .Add("Name", culture => culture.Name)
        .Add("NativeName", culture => culture.NativeName)
        .Add("DisplayName", culture => culture.DisplayName)
        .Add("TwoLetterISOLanguageName", culture => culture.TwoLetterISOLanguageName)
        .Add("Dir", culture => culture.TextInfo.IsRightToLeft ? "rtl" : "ltr")
        .Add("SupportedCultures", (_, context) => Objects.Cultures.Supported(context.Display))
        .Add("DefaultCulture", (_, context) => Objects.Cultures.Default(context.Display));

    private static readonly MemberList<ClaimsPrincipal> _principal = new MemberList<ClaimsPrincipal>("User")
        .Add("Identity", user => user.Identity is ClaimsIdentity identity ? identity : new ClaimsIdentity());

    private static readonly MemberList<ClaimsIdentity> _identity = new MemberList<ClaimsIdentity>("Identity")
        .Add("Name", identity => identity.Name)
        .Add("IsAuthenticated", identity => identity.IsAuthenticated)
        .Add("AuthenticationType", identity => identity.IsAuthenticated ? "Identity" : null);

    private static readonly MemberList<TemplateUser> _account = new MemberList<TemplateUser>("UserAccount")
        .Add("UserId", account => account.User.Id)
        .Add("UserName", account => account.User.UserName)
        .Add("NormalizedUserName", account => account.User.NormalizedUserName)
        .Add("IsEnabled", account => account.User.IsEnabled)
        .Add("RoleNames", account => account.Roles)
        .Add("Email", (account, context) => Address(account.User.Email, context))
        .Add("NormalizedEmail", (account, context) => Address(account.User.NormalizedEmail, context))
        .Add("EmailConfirmed", (account, context) => Address(account.User.Email, context) is null ? null : account.User.EmailConfirmed);

    /// <summary>Fluid's converter: what has a list of members is seen through it, plain values are themselves, everything else is opaque.</summary>
    public static object? Convert(object value) => value switch
    {
        JsonNode node => JsonToLiquid.From(node),
        // As in Orchard, an item by itself is its name.
        ContentItem item => new MembersValue<ContentItem>(item, _item, static item => string.IsNullOrWhiteSpace(item.DisplayText) ? $"{item.ContentType} ({item.ContentItemId})" : item.DisplayText),
        Shape shape => new ShapeValue(shape),
        ShapeMetadata metadata => new MembersValue<ShapeMetadata>(metadata, _metadata),
        HtmlText html => new HtmlValue(html),
        string or bool or decimal or DateTimeOffset or char => null,
        DateTime date => new DateTimeValue(Utc(date)),
        Enum name => new StringValue(name.ToString()),
        TimeSpan span => new StringValue(span.ToString("c", CultureInfo.InvariantCulture)),
        DateOnly date => new StringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => new StringValue(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        JsonElement element => JsonToLiquid.From(element),
        ContentPartFieldDefinition field => new MembersValue<ContentPartFieldDefinition>(field, _field),
        ContentTypePartDefinition part => new MembersValue<ContentTypePartDefinition>(part, _typePart),
        ContentPartDefinition part => new MembersValue<ContentPartDefinition>(part, _part),
        ContentTypeDefinition type => new MembersValue<ContentTypeDefinition>(type, _type),
        Query query => new MembersValue<Query>(query, _query),
        CultureInfo culture => new MembersValue<CultureInfo>(culture, _culture, static culture => culture.Name),
        ClaimsPrincipal principal => new MembersValue<ClaimsPrincipal>(principal, _principal),
        ClaimsIdentity identity => new MembersValue<ClaimsIdentity>(identity, _identity),
        TemplateUser account => new MembersValue<TemplateUser>(account, _account, static account => account.User.UserName ?? ""),
        System.Collections.IDictionary => null,
        IQueryable => new OpaqueValue(value),
        System.Collections.IEnumerable => null,
        _ => value.GetType().IsPrimitive || value is Guid || IsDictionary(value) ? null : new OpaqueValue(value),
    };

    /// <summary>Dates of the database carry no zone and are UTC.</summary>
    public static DateTimeOffset Utc(DateTime date) => date.Kind == DateTimeKind.Local ? date : new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc));

    private static bool IsDictionary(object value) => value is IDictionary<string, object?> or IDictionary<string, string>;

    // Addresses are for whoever manages users, and make the page theirs.
    private static string? Address(string? address, LiquidContext context)
    {
        if (!context.Display.Permissions.Has(context.Display.Request.User, Permissions.ManageUsers))
        {
            return null;
        }

        context.Display.IsPersonal = true;
        return address;
    }
}

/// <summary>A user that a template asked for by id or name.</summary>
internal sealed record TemplateUser(CmsUser User, IReadOnlyList<string> Roles);
