namespace CmsSite.Web.Account;

/// <summary>A form that asks for an address.</summary>
public sealed class AddressInput
{
    public string? Email { get; set; }
    public string? Password { get; set; }
}
