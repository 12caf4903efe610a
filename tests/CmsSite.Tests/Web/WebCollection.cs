namespace CmsSite.Tests.Web;

/// <summary>One site shared by the tests of public pages. Each test makes what it needs under its own name and counts nothing that it did not make.</summary>
[CollectionDefinition(Name)]
public sealed class WebCollection : ICollectionFixture<CmsApplication>
{
    public const string Name = "web";
}
