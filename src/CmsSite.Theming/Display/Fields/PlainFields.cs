using CmsSite.Content.Fields;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display.Fields;

internal sealed class BooleanFieldDisplay() : PlainFieldDisplay("BooleanField", "Value");

internal sealed class NumericFieldDisplay() : PlainFieldDisplay("NumericField", "Value");

internal sealed class TimeFieldDisplay() : PlainFieldDisplay("TimeField", "Value");

internal sealed class MultiTextFieldDisplay() : PlainFieldDisplay("MultiTextField", "Values");

internal sealed class GeoPointFieldDisplay() : PlainFieldDisplay("GeoPointField", "Latitude", "Longitude");

internal sealed class MediaFieldDisplay() : PlainFieldDisplay("MediaField", "Paths", "MediaTexts", "Anchors", "AttachedFileNames");

internal sealed class ContentPickerFieldDisplay() : PlainFieldDisplay("ContentPickerField", "ContentItemIds");

internal sealed class LocalizationSetContentPickerFieldDisplay() : PlainFieldDisplay("LocalizationSetContentPickerField", "LocalizationSets");

internal sealed class UserPickerFieldDisplay() : PlainFieldDisplay("UserPickerField", "UserIds", "UserNames");

internal sealed class TextFieldDisplay() : PlainFieldDisplay("TextField", "Text")
{
    public override Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        // For the display mode Header: a heading of that level.
        shape["Level"] = Math.Clamp(context.Settings<TextFieldHeaderDisplaySettings>().Level, 1, 6);
        return base.FillAsync(shape, context);
    }
}

internal sealed class TaxonomyFieldDisplay() : PlainFieldDisplay("TaxonomyField", "TermContentItemIds", "TagNames")
{
    public override Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        shape["TaxonomyContentItemId"] = context.Data["TaxonomyContentItemId"].AsText() is { Length: > 0 } own ? own : context.Settings<TaxonomyFieldSettings>().TaxonomyContentItemId;
        return base.FillAsync(shape, context);
    }
}

internal sealed class LinkFieldDisplay() : PlainFieldDisplay("LinkField", "Text", "Target")
{
    public override Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        shape["Url"] = Links.Safe(context.Data["Url"].AsText());
        return base.FillAsync(shape, context);
    }
}

internal sealed class YoutubeFieldDisplay() : FieldDisplay
{
    public override string FieldType => "YoutubeField";

    public override Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        var settings = context.Settings<YoutubeFieldSettings>();
        shape["EmbeddedAddress"] = Links.Safe(context.Data["EmbeddedAddress"].AsText());
        shape["RawAddress"] = Links.Safe(context.Data["RawAddress"].AsText());
        shape["Width"] = settings.Width;
        shape["Height"] = settings.Height;
        return Task.CompletedTask;
    }
}
