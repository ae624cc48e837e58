using System.Net;
using System.Net.Sockets;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>Signs in as the service account. The key file is read at first use, and again after a failure: a person mends it while we run.</summary>
internal sealed class GoogleAccessToken(GoogleSheetSettings settings)
{
    private const string Scope = "https://www.googleapis.com/auth/spreadsheets";
    private readonly Lock gate = new();
    private ITokenAccess? credential;

    /// <summary>The service account's e-mail address; "" before the first sign-in.</summary>
    public string Account { get; private set; } = "";

    /// <exception cref="ListUnavailableException">Google did not let us in, or was not to be reached.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        var current = Current();
        try
        {
            var token = await current.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken);
            if (!string.IsNullOrWhiteSpace(token))
            {
                return token;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) // the library throws what it likes, NullReferenceException too
        {
            Forget(current);
            throw Explain(failure);
        }

        Forget(current);
        throw GoogleKeyFile.Refused(settings.CredentialsFile, "Google answered without a token");
    }

    /// <summary>Google did not take the token: the next one is asked for anew.</summary>
    public void Forget() => Forget(credential);

    private ITokenAccess Current()
    {
        lock (gate)
        {
            if (credential is not null)
            {
                return credential;
            }

            var key = GoogleKeyFile.Read(settings.CredentialsFile);
            Account = key.Account;
            return credential = Load(key);
        }
    }

    private GoogleCredential Load(GoogleKeyFile key)
    {
        try
        {
            return CredentialFactory.FromJson<ServiceAccountCredential>(key.Json).ToGoogleCredential().CreateScoped(Scope); // keeps its token
        }
        catch (Exception failure) // its words may quote the key: not passed on
        {
            throw GoogleKeyFile.Refused(settings.CredentialsFile, $"the key cannot be used ({failure.GetType().Name})");
        }
    }

    private void Forget(ITokenAccess? failed)
    {
        lock (gate)
        {
            credential = ReferenceEquals(credential, failed) ? null : credential;
        }
    }

    private ListUnavailableException Explain(Exception failure) => failure switch
    {
        TokenResponseException { StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } answer =>
            SheetRefusal.Unreachable($"sign-in: HTTP {(int)answer.StatusCode}"),
        HttpRequestException or SocketException => SheetRefusal.Unreachable("sign-in: no connection", cause: failure),
        OperationCanceledException => SheetRefusal.Unreachable("sign-in: no answer in time"),
        TokenResponseException answer => GoogleKeyFile.Refused(settings.CredentialsFile,
            SheetRefusal.Short($"{answer.Error?.Error}: {answer.Error?.ErrorDescription}")),
        _ => GoogleKeyFile.Refused(settings.CredentialsFile, $"Google's answer is unreadable ({failure.GetType().Name})"),
    };
}
