using OrchardCore.DisplayManagement.Manifest;

// No Id: Orchard Core looks for the views and assets of a theme under the name of its assembly, CmsSiteTheme.
[assembly: Theme(
    Name = "CmsSite theme",
    Author = "CmsSite",
    Version = "1.0.0",
    Description = "A plain, fast theme for news and blogs: readable on any screen, light and dark, without scripts.",
    Dependencies = ["OrchardCore.Themes"])]
