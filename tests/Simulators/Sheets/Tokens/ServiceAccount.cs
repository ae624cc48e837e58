using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Sheets.Tokens;

/// <summary>A service account with a key made for this run; nothing else in the world accepts it.</summary>
internal sealed class ServiceAccount(string name) : IDisposable
{
    private const string Project = "simulated-project";

    public RSA Key { get; } = RSA.Create(2048);

    public string KeyId { get; } = RandomNumberGenerator.GetHexString(40, lowercase: true);

    public string Email { get; } = $"{name}@{Project}.iam.gserviceaccount.com";

    /// <summary>A person deleted the account in Google's console.</summary>
    public bool Deleted { get; set; }

    public string KeyFile(string tokenUri) => new JsonObject
    {
        ["type"] = "service_account",
        ["project_id"] = Project,
        ["private_key_id"] = KeyId,
        ["private_key"] = Key.ExportPkcs8PrivateKeyPem() + "\n",
        ["client_email"] = Email,
        ["client_id"] = "100000000000000000001",
        ["auth_uri"] = "https://accounts.google.com/o/oauth2/auth",
        ["token_uri"] = tokenUri,
        ["auth_provider_x509_cert_url"] = "https://www.googleapis.com/oauth2/v1/certs",
        ["client_x509_cert_url"] = $"https://www.googleapis.com/robot/v1/metadata/x509/{Uri.EscapeDataString(Email)}",
        ["universe_domain"] = "googleapis.com",
    }.ToJsonString();

    public void Dispose() => Key.Dispose();
}
