using System.ComponentModel.DataAnnotations;

namespace CmsSite.Web.Mail;

/// <summary>Configuration section <c>Mail</c>: the server that sends the site's mail.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Without one, mails wait as files in <c>App_Data/Mail</c>.</summary>
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;
    public string UserName { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary>Whom mails come from, such as <c>Slackwater &lt;comments@example.org&gt;</c>.</summary>
    public string From { get; set; } = "";
}
