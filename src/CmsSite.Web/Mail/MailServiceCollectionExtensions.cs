namespace CmsSite.Web.Mail;

public static class MailServiceCollectionExtensions
{
    /// <summary>The site's mail: an outbox of files, and what sends them.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MailServers>();
        services.AddSingleton<MailOutbox>();
        return services.AddHostedService<MailSending>();
    }
}
