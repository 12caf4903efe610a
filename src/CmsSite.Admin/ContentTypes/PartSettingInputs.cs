using CmsSite.Admin.Inputs;

namespace CmsSite.Admin.ContentTypes;

/// <summary>A part that has its code here, for the list of what can be attached.</summary>
/// <param name="IsReusable">Several of it make sense in one type, under names of their own.</param>
internal sealed record KnownPart(string Name, string Gives, bool IsReusable = false);

/// <summary>The parts that can be attached, and the settings that each reads where it is attached.</summary>
internal static class PartSettingInputs
{
    /// <summary>Settings that every attached part has.</summary>
    public static IReadOnlyList<SettingInput> General { get; } =
    [
        new("ContentTypePartSettings", "DisplayName", SettingKind.Text, "Display name") { Hint = "Above it in the editor. Empty: its name." },
        new("ContentTypePartSettings", "Description", SettingKind.Text, "Description"),
        new("ContentTypePartSettings", "Editor", SettingKind.Text, "Editor") { Hint = "A name that Orchard's editors have, such as Wysiwyg. The dashboard here has one editor for each part." },
        new("ContentTypePartSettings", "DisplayMode", SettingKind.Text, "Display mode") { Hint = "Part of the names of its templates: TitlePart_Display__Large." },
    ];

    public static IReadOnlyList<KnownPart> Parts { get; } =
    [
        new("TitlePart", "A title, which is also the item's name in lists."),
        new("AutoroutePart", "An address of its own, made from a pattern."),
        new("AliasPart", "A second name by which templates find the item."),
        new("HtmlBodyPart", "A text with headings, pictures and links."),
        new("MarkdownBodyPart", "A text in Markdown."),
        new("LiquidPart", "A piece of template, written in the item."),
        new("BagPart", "Items of chosen types inside the item.", IsReusable: true),
        new("FlowPart", "Widgets one below the other.", IsReusable: true),
        new("WidgetsListPart", "Widgets in zones of the layout."),
        new("ListPart", "Items that belong to it, as posts belong to a blog."),
        new("TaxonomyPart", "Terms to sort items by."),
        new("MenuPart", "The entries of a menu."),
        new("MenuItemsListPart", "Entries below an entry of a menu."),
        new("LinkMenuItemPart", "An entry of a menu that leads to an address."),
        new("ContentMenuItemPart", "An entry of a menu that leads to an item."),
        new("HtmlMenuItemPart", "An entry of a menu in HTML."),
        new("MenuItemPermissionPart", "Shows an entry of a menu only to those with a permission."),
        new("CommonPart", "Editors for owner and date."),
        new("PublishLaterPart", "Publishes the item by itself at a moment."),
        new("ArchiveLaterPart", "Unpublishes the item by itself at a moment."),
        new("PreviewPart", "Another address for its preview."),
        new("LocalizationPart", "Translations of one another."),
        new("SeoMetaPart", "What search engines and social networks are told."),
        new("SitemapPart", "How the sitemap tells of it, or that it does not."),
        new("SearchFormPart", "A form to search with."),
        new("CommentsPart", "Readers may comment on the item."),
    ];

    private static readonly Dictionary<string, IReadOnlyList<SettingInput>> _byPart = ((SettingInput[])
    [
        new("TitlePartSettings", "Options", SettingKind.Enumeration, "Title")
        {
            Choices = [new("Editable", "Written, may be empty"), new("GeneratedDisabled", "Made from the pattern, shown"), new("GeneratedHidden", "Made from the pattern, not shown"), new("EditableRequired", "Written, needed to publish")],
        },
        new("TitlePartSettings", "Pattern", SettingKind.Liquid, "Pattern") { Hint = "Liquid that makes the title where it is not written." },
        new("TitlePartSettings", "RenderTitle", SettingKind.Flag, "Show the title on pages") { Default = true },
        new("TitlePartSettings", "Placeholder", SettingKind.Text, "Placeholder"),

        new("AutoroutePartSettings", "Pattern", SettingKind.Liquid, "Pattern") { Default = "{{ ContentItem.DisplayText | slugify }}", Hint = "Liquid that makes the address when none is written." },
        new("AutoroutePartSettings", "AllowCustomPath", SettingKind.Flag, "Editors may write an address"),
        new("AutoroutePartSettings", "AllowUpdatePath", SettingKind.Flag, "Editors may have it made anew"),
        new("AutoroutePartSettings", "ShowHomepageOption", SettingKind.Flag, "Editors may make it the home page"),
        new("AutoroutePartSettings", "AllowDisabled", SettingKind.Flag, "Editors may switch the address off"),
        new("AutoroutePartSettings", "AllowRouteContainedItems", SettingKind.Flag, "Items inside may have addresses below it"),
        new("AutoroutePartSettings", "ManageContainedItemRoutes", SettingKind.Flag, "Inside another item, its own path is its address below that"),
        new("AutoroutePartSettings", "AllowAbsolutePath", SettingKind.Flag, "Inside another item, it may have an address that is not below that"),

        new("AliasPartSettings", "Pattern", SettingKind.Liquid, "Pattern") { Default = "{{ Model.ContentItem.DisplayText | slugify }}", Hint = "Liquid that makes the alias when none is written." },
        new("AliasPartSettings", "Options", SettingKind.Enumeration, "Alias") { Choices = [new("Editable", "Written, or made when empty"), new("GeneratedDisabled", "Always made from the pattern")] },

        new("HtmlBodyPartSettings", "SanitizeHtml", SettingKind.Flag, "Take out what could run scripts") { Default = true },
        new("HtmlBodyPartSettings", "RenderLiquid", SettingKind.Flag, "Run Liquid in it") { Hint = "Whoever may write such an item then writes programs." },
        new("MarkdownBodyPartSettings", "SanitizeHtml", SettingKind.Flag, "Take out what could run scripts") { Default = true },
        new("MarkdownBodyPartSettings", "RenderLiquid", SettingKind.Flag, "Run Liquid in it") { Hint = "Whoever may write such an item then writes programs." },
        new("HtmlMenuItemPartSettings", "SanitizeHtml", SettingKind.Flag, "Take out what could run scripts") { Default = true },

        new("ListPartSettings", "ContainedContentTypes", SettingKind.ContentTypes, "Types of its items") { Stereotype = "" },
        new("ListPartSettings", "PageSize", SettingKind.Number, "Items on a page") { Default = 10, Minimum = 1, Maximum = 500 },
        new("ListPartSettings", "EnableOrdering", SettingKind.Flag, "Ordered by hand") { Hint = "Otherwise the newest come first." },
        new("ListPartSettings", "ShowHeader", SettingKind.Flag, "Show its header to editors"),
        new("ListPartSettings", "ShowFullPager", SettingKind.Flag, "Number the pages"),

        new("BagPartSettings", "ContainedContentTypes", SettingKind.ContentTypes, "Types of its items"),
        new("BagPartSettings", "ContainedStereotypes", SettingKind.Lines, "Stereotypes of its items") { Hint = "One a line; every type of these may be put in too." },
        new("BagPartSettings", "DisplayType", SettingKind.Text, "Display type of its items") { Hint = "Empty: Summary." },
        new("BagPartSettings", "CollapseContainedItems", SettingKind.Flag, "Show its items folded"),
        new("FlowPartSettings", "ContainedContentTypes", SettingKind.ContentTypes, "Widgets that may be put in") { Stereotype = "Widget", Hint = "None ticked: every widget." },
        new("FlowPartSettings", "DefaultAlignment", SettingKind.Enumeration, "Alignment of a new widget")
        {
            Default = "Justify", Choices = [new("Left", "Left"), new("Center", "Centre"), new("Right", "Right"), new("Justify", "Full width"), new("Inherit", "As around it")],
        },
        new("FlowPartSettings", "CollapseContainedItems", SettingKind.Flag, "Show its widgets folded"),
        new("WidgetsListPartSettings", "Zones", SettingKind.Lines, "Zones that it may fill") { Hint = "Names of the layout's zones, one a line." },

        new("CommonPartSettings", "DisplayDateEditor", SettingKind.Flag, "Editors may change the date"),
        new("CommonPartSettings", "DisplayOwnerEditor", SettingKind.Flag, "Editors may change the owner"),
        new("PreviewPartSettings", "Pattern", SettingKind.Liquid, "Pattern") { Hint = "Liquid for the address that the preview opens instead of the item's own." },
        new("AuditTrailPartSettings", "ShowCommentInput", SettingKind.Flag, "Ask for a comment on each change") { Default = true },

        new("SeoMetaPartSettings", "DisplayKeywords", SettingKind.Flag, "Editors see keywords"),
        new("SeoMetaPartSettings", "DisplayCustomMetaTags", SettingKind.Flag, "Editors see tags of their own"),
        new("SeoMetaPartSettings", "DisplayOpenGraph", SettingKind.Flag, "Editors see what social networks are told"),
        new("SeoMetaPartSettings", "DisplayTwitter", SettingKind.Flag, "Editors see what X is told"),
        new("SeoMetaPartSettings", "DisplayGoogleSchema", SettingKind.Flag, "Editors see structured data"),

        .. CommentSettingInputs.Of("CommentsPartSettings", "As the site says"),
    ]).GroupBy(input => input.Object).ToDictionary(inputs => inputs.Key[..^"Settings".Length], inputs => (IReadOnlyList<SettingInput>)[.. inputs], StringComparer.Ordinal);

    /// <summary>The settings of a part class; none when it has none, or nobody here knows it.</summary>
    public static IReadOnlyList<SettingInput> Of(string partName) => _byPart.GetValueOrDefault(partName, []);
}
