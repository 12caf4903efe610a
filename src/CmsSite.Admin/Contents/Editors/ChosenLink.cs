namespace CmsSite.Admin.Contents.Editors;

/// <param name="Text">What the link says when no words were marked.</param>
public sealed record ChosenLink(string Href, string Text);
