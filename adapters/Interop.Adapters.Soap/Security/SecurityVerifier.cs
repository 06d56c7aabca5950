using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// Judges messages that come in. In this order: what costs nothing and what is not secret, the password, the signature's
/// value, then decryption and digests as the header orders them, and in the end the nonces, so that nobody but the
/// partner can spend one.
/// </summary>
/// <param name="ledger">Nonces, shared by all nodes.</param>
/// <param name="time">The clock.</param>
public sealed class SecurityVerifier(INonceLedger ledger, TimeProvider time)
{
    /// <summary>Judges one message.</summary>
    /// <param name="envelope">The bytes of the envelope as received: of a package its root, as decoded.</param>
    /// <param name="charset">The <c>charset</c> of its Content-Type; null: none.</param>
    /// <param name="rules">What the partner must prove.</param>
    /// <param name="cancellationToken">Giving up may leave a nonce spent.</param>
    public async ValueTask<SecurityReading> VerifyAsync(ReadOnlyMemory<byte> envelope, string? charset, IncomingSecurity rules, CancellationToken cancellationToken)
    {
        // Nothing is parsed that would be refused for its length.
        if (TooLarge(envelope.Length, rules) is { } large)
        {
            return new SecurityReading.Refused(large);
        }

        var (message, problem) = UnprovenMessage.Read(envelope, charset, rules.Limits, rules.Actor);
        return problem is null ? await VerifyAsync(message!, rules, cancellationToken) : new SecurityReading.Refused(problem);
    }

    /// <summary>Judges a message that was read to learn whose it says it is. Once: what is judged is taken apart.</summary>
    /// <param name="unproven">The message.</param>
    /// <param name="rules">What its sender must prove; limits and actor were given when it was read.</param>
    /// <param name="cancellationToken">Giving up may leave a nonce spent.</param>
    public async ValueTask<SecurityReading> VerifyAsync(UnprovenMessage unproven, IncomingSecurity rules, CancellationToken cancellationToken)
    {
        var problem = TooLarge(unproven.Bytes, rules) ?? Mismatch(unproven.Message.Security, rules);
        return problem is null ? await JudgeAsync(unproven.Message, rules, cancellationToken) : new SecurityReading.Refused(problem);
    }

    /// <summary>
    /// Judges what can be judged by the header alone: who has neither password nor key gets no further, before a large Body is
    /// made into a tree. Spends nothing; what it lets pass is still to be verified.
    /// </summary>
    internal async ValueTask<SecurityProblem?> JudgeHeaderAsync(UnprovenMessage header, IncomingSecurity rules, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var problem = Mismatch(header.Message.Security, rules) ?? Freshness.Judge(header.Message.Security.Timestamp, rules, now).Problem;
        if (problem is null)
        {
            (_, problem) = await UsernameTokens.JudgeAsync(header.Message.Security.UsernameToken, rules, now, cancellationToken);
        }

        if (problem is null)
        {
            (_, problem) = await SignatureCheck.JudgeAsync(header.Message, rules, now, cancellationToken);
        }

        return problem;
    }

    /// <summary>
    /// Takes back what a message spent that was not taken for a reason of ours: its sender was told to send the same again,
    /// and old software sends the very bytes.
    /// </summary>
    public async ValueTask ForgetAsync(SecurityReading.Verified verified, IncomingSecurity rules, CancellationToken cancellationToken)
    {
        foreach (var nonce in verified.Spent)
        {
            await ledger.ForgetAsync(rules.Scope, nonce, cancellationToken);
        }
    }

    private static SecurityProblem? TooLarge(long bytes, IncomingSecurity rules) =>
        bytes > rules.MaxBytes && (rules.Signature is not null || rules.Encryption is not null)
            ? new SecurityProblem(SecurityProblemKind.TooLarge, $"The envelope is longer than {rules.MaxBytes} bytes; send files beside the XML, signed as attachments.")
            : null;

    private async ValueTask<SecurityReading> JudgeAsync(SecuredMessage message, IncomingSecurity rules, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (ends, problem) = Freshness.Judge(message.Security.Timestamp, rules, now);
        if (problem is not null)
        {
            return new SecurityReading.Refused(problem);
        }

        (var user, problem) = await UsernameTokens.JudgeAsync(message.Security.UsernameToken, rules, now, cancellationToken);
        if (problem is not null)
        {
            return new SecurityReading.Refused(problem);
        }

        (var signature, problem) = await SignatureCheck.JudgeAsync(message, rules, now, cancellationToken);
        if (problem is not null)
        {
            return new SecurityReading.Refused(problem);
        }

        (var body, problem) = SealedBody.Read(message, rules);
        problem ??= Open(message, rules, signature, body);
        IReadOnlyList<string> spent = [];
        if (problem is null)
        {
            (spent, problem) = await SpendAsync(rules, user, signature, (ends ?? now + rules.MaxAge) + rules.Skew, cancellationToken);
        }

        return problem is null ? Verified(message, user, signature, body, spent) : new SecurityReading.Refused(problem);
    }

    private static SecurityProblem? Mismatch(SecurityHeader header, IncomingSecurity rules)
    {
        SecurityProblem? Judge(bool isTaken, bool isRequired, XmlElement? part, string name) => (isTaken, isRequired, part) switch
        {
            (_, true, null) => new SecurityProblem(
                name == "EncryptedKey" ? SecurityProblemKind.NotEncrypted : SecurityProblemKind.Missing,
                header.Element is null ? $"No wsse:Security header is for this receiver; send one with its {name}." : $"The security header has no {name}; send it."),
            (false, _, not null) => new SecurityProblem(SecurityProblemKind.TokenUnsupported, $"A {name} is not taken from this sender, for nothing was agreed on to judge it by; leave it out, or have it entered first."),
            _ => null,
        };

        return Judge(isTaken: true, rules.TimestampRequired, header.Timestamp, "Timestamp")
            ?? Judge(rules.Username is not null, rules.Username is { Required: true }, header.UsernameToken, "UsernameToken")
            ?? Judge(rules.Signature is not null, rules.Signature is { Required: true }, header.Signature, "Signature")
            ?? Judge(rules.Encryption is not null, rules.Encryption is { Required: true }, header.EncryptedKey, "EncryptedKey");
    }

    private static SecurityProblem? Open(SecuredMessage message, IncomingSecurity rules, SoundSignature? signature, SealedBody? body)
    {
        if (body is null)
        {
            return signature?.Holds() == false ? SecurityProblem.NotHeld : null;
        }

        // Opened and found changed is not told from not opened.
        var holds = (signature is null || !message.Security.IsSignatureFirst || signature.Holds())
            && body.Open(message, rules)
            && (signature is null || message.Security.IsSignatureFirst || signature.Holds());
        return holds ? null : SecurityProblem.NotOpened;
    }

    private async ValueTask<(IReadOnlyList<string> Spent, SecurityProblem? Problem)> SpendAsync(IncomingSecurity rules, ProvenUser? user, SoundSignature? signature, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // Hashed: of one length whatever a partner sends, and nobody's name stands in the ledger.
        List<(byte[] Nonce, DateTimeOffset Until)> nonces = [];
        if (user?.Nonce is { } token)
        {
            nonces.Add((SHA256.HashData([.. SHA256.HashData(Encoding.UTF8.GetBytes(user.Name)), .. token]), user.Expires));
        }

        if (signature is not null)
        {
            nonces.Add((signature.Nonce, until));
        }

        List<string> spent = [];
        foreach (var (nonce, expires) in nonces.Select(each => (Convert.ToBase64String(each.Nonce), each.Until)))
        {
            switch (await ledger.SpendAsync(rules.Scope, nonce, expires, cancellationToken))
            {
                case NonceSpending.First:
                    spent.Add(nonce);
                    break;
                case NonceSpending.Full:
                    return ([], new SecurityProblem(SecurityProblemKind.Busy, "Too many messages are being handled; nothing was kept, send it again later with a new Timestamp."));
                default:
                    return ([], new SecurityProblem(SecurityProblemKind.Replayed, "This message came before; to send its content once more, make a new message with a new Timestamp and Nonce."));
            }
        }

        return (spent, null);
    }

    private static SecurityReading.Verified Verified(SecuredMessage message, ProvenUser? user, SoundSignature? signature, SealedBody? body, IReadOnlyList<string> spent)
    {
        var timely = message.Security.Timestamp is not null;
        // Understood, so that nobody asks for it again.
        if (message.Security.Element is { } header)
        {
            header.ParentNode!.RemoveChild(header);
        }

        return new SecurityReading.Verified
        {
            Document = message.Document.ToXDocument(),
            Identity = new SecurityIdentity(user?.Name, signature?.Signer),
            SignedParts = signature?.Parts ?? SignedParts.None,
            Flags = signature?.HasSha1 == true ? SecurityFlags.Sha1 : SecurityFlags.None,
            ExpectedAttachments = signature?.Attachments ?? [],
            HasTimestamp = timely,
            Encryption = body?.Kind,
            Spent = spent,
        };
    }
}
