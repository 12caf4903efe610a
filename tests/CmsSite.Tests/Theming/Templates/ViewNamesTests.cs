using CmsSite.Theming.Templates;

namespace CmsSite.Tests.Theming.Templates;

public sealed class ViewNamesTests
{
    [Theory]
    [InlineData("", "Content-BlogPost.liquid", "Content__BlogPost")]
    [InlineData("", "Content-BlogPost.Summary.liquid", "Content_Summary__BlogPost")]
    [InlineData("", "Content.Summary.liquid", "Content_Summary")]
    [InlineData("", "Widget-Paragraph.liquid", "Widget__Paragraph")]
    [InlineData("", "Widget.Wrapper-Zone-HeadMeta.liquid", "Widget_Wrapper__Zone__HeadMeta")]
    [InlineData("", "Widget.Wrapper.liquid", "Widget_Wrapper")]
    [InlineData("", "MenuItemLink-LinkMenuItem.liquid", "MenuItemLink__LinkMenuItem")]
    [InlineData("", "MenuItem-MainMenu-level-1.liquid", "MenuItem__MainMenu__level__1")]
    [InlineData("", "Blog-ListPart.liquid", "Blog__ListPart")]
    [InlineData("", "BlogPost-Tags-TaxonomyField-Tags.Display.liquid", "BlogPost_Display__Tags__TaxonomyField__Tags")]
    [InlineData("", "TextField-Header.Display.liquid", "TextField_Display__Header")]
    [InlineData("", "HttpError-NotFound.liquid", "HttpError__NotFound")]
    [InlineData("", "Layout--Login.liquid", "Layout__Login")]
    [InlineData("Items", "Content-Page.liquid", "Content__Page")]
    [InlineData("Parts", "Title.liquid", "Parts_Title")]
    [InlineData("Fields", "Text-A.Edit.liquid", "Fields_Text_Edit__A")]
    [InlineData("Elements", "X.liquid", "Elements_X")]
    [InlineData("Shared", "NotFound.liquid", null)]
    [InlineData("", "Layout.cshtml", null)]
    public void A_file_is_named_as_in_Orchard(string folder, string file, string? name) => Assert.Equal(name, ViewNames.FromFile(folder, file));
}
