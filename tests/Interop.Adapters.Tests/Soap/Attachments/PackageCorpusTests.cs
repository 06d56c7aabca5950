using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>Packages in the shapes in which foreign stacks write them.</summary>
public sealed class PackageCorpusTests
{
    private static readonly byte[] File = Packages.Awkward;
    private static readonly string File64 = Convert.ToBase64String(File);

    private static IEnumerable<TestCaseData> Corpus()
    {
        TestCaseData Case(string name, PackageKind kind, SoapVersion? announced, string contentType, params object[] message) =>
            new TestCaseData(kind, announced, contentType, Packages.Join(message)).SetArgDisplayNames(name);

        // Begins with an empty line, ends without one.
        const string Cxf = "uuid:0ca0e16e-feb1-426c-97d8-c4508ada5e82";
        yield return Case(
            "Apache CXF, MTOM", PackageKind.Xop, SoapVersion.Soap11,
            $"multipart/related; type=\"application/xop+xml\"; boundary=\"{Cxf}\"; start=\"<root.message@cxf.apache.org>\"; start-info=\"text/xml\"",
            $"\r\n--{Cxf}\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <root.message@cxf.apache.org>\r\n\r\n",
            Root("cid:4c8a-1@http%3A%2F%2Fcxf.apache.org%2F"),
            $"\r\n--{Cxf}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <4c8a-1@http%3A%2F%2Fcxf.apache.org%2F>\r\nContent-Disposition: attachment;name=\"a.pdf\"\r\n\r\n",
            File, $"\r\n--{Cxf}--");

        const string Axis1 = "----=_Part_0_21076.1255512345678";
        yield return Case(
            "Apache Axis 1, SwA with href", PackageKind.SoapWithAttachments, SoapVersion.Soap11,
            $"multipart/related; type=\"text/xml\"; start=\"<66A1F6B4A3D9>\"; \tboundary=\"{Axis1}\"",
            $"--{Axis1}\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-Transfer-Encoding: binary\r\nContent-Id: <66A1F6B4A3D9>\r\n\r\n",
            Http.Envelope("<r xmlns='urn:t'><f href=\"cid:7C1B2A\" xmlns:x='urn:x'/></r>"),
            $"\r\n--{Axis1}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-Id: <7C1B2A>\r\n\r\n",
            File, $"\r\n--{Axis1}--\r\n");

        const string Axis2 = "MIMEBoundaryurn_uuid_0FE43E4D025F0BF3DC11582467646812";
        yield return Case(
            "Apache Axis2, MTOM in small letters", PackageKind.Xop, SoapVersion.Soap12,
            $"multipart/related; boundary={Axis2}; type=\"application/xop+xml\"; start=\"<0.urn:uuid:0FE43E@apache.org>\"; start-info=\"application/soap+xml\"; action=\"urn:send\"",
            $"--{Axis2}\r\ncontent-type: application/xop+xml; charset=UTF-8; type=\"application/soap+xml\";\r\ncontent-transfer-encoding: binary\r\ncontent-id:\r\n <0.urn:uuid:0FE43E@apache.org>\r\n\r\n",
            Root("cid:1.urn:uuid:0FE43F@apache.org").Replace(Http.Soap11, Http.Soap12),
            $"\r\n--{Axis2}\r\ncontent-type: application/pdf\r\ncontent-transfer-encoding: binary\r\ncontent-id:\r\n <1.urn:uuid:0FE43F@apache.org>\r\n\r\n",
            File, $"\r\n--{Axis2}--\r\n");

        const string Wcf = "uuid:04b7f0a5-2b1e-4a6c-b1a0-1c6a2a3e7f0e+id=1";
        yield return Case(
            "WCF, MTOM", PackageKind.Xop, SoapVersion.Soap11,
            $"multipart/related; type=\"application/xop+xml\";start=\"<http://tempuri.org/0>\";boundary=\"{Wcf}\";start-info=\"text/xml\"",
            $"\r\n--{Wcf}\r\nContent-ID: <http://tempuri.org/0>\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: application/xop+xml;charset=utf-8;type=\"text/xml\"\r\n\r\n",
            Root("cid:http%3A%2F%2Ftempuri.org%2F1%2F633618367970267312"),
            $"\r\n--{Wcf}\r\nContent-ID: <http://tempuri.org/1/633618367970267312>\r\nContent-Transfer-Encoding: binary\r\nContent-Type: application/octet-stream\r\n\r\n",
            File, $"\r\n--{Wcf}--\r\n");

        const string Gsoap = "==gNs5uYVnCW1xJP/kxNCr8nE6LFpmlyYVLuxuZ5ByXgcyXaDFU5JrMp4d7tsZ==";
        yield return Case(
            "gSOAP, MTOM", PackageKind.Xop, SoapVersion.Soap11,
            $"multipart/related; charset=utf-8; boundary=\"{Gsoap}\"; type=\"application/xop+xml\"; start=\"<SOAP-ENV:Envelope>\"; start-info=\"text/xml\"",
            $"--{Gsoap}\r\nContent-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <SOAP-ENV:Envelope>\r\n\r\n",
            Root("cid:id1"),
            $"\r\n--{Gsoap}\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <id1>\r\nContent-Description: a file\r\n\r\n",
            File, $"\r\n--{Gsoap}--\r\n");

        const string Metro = "uuid:37a7c4b0-2f1a-4b7e-9d8b-d7d1b7f1d9c1";
        yield return Case(
            "JAX-WS RI (Metro), MTOM, charset in the root only", PackageKind.Xop, SoapVersion.Soap11,
            $"multipart/related;start=\"<rootpart*37a7@example.jaxws.sun.com>\";type=\"application/xop+xml\";boundary=\"{Metro}\";start-info=\"text/xml\"",
            $"--{Metro}\r\nContent-Id: <rootpart*37a7@example.jaxws.sun.com>\r\nContent-Type: application/xop+xml;charset=utf-8;type=\"text/xml\"\r\nContent-Transfer-Encoding: binary\r\n\r\n",
            "<?xml version='1.0' encoding='UTF-8'?>", Root("cid:8b1e@example.jaxws.sun.com"),
            $"\r\n--{Metro}\r\nContent-Id: <8b1e@example.jaxws.sun.com>\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n",
            File, $"\r\n--{Metro}--");

        // The action within start-info, with the quotes that the standard's example has.
        yield return Case(
            "after the XOP recommendation, SOAP 1.2", PackageKind.Xop, SoapVersion.Soap12,
            "Multipart/Related;boundary=MIME_boundary; type=\"application/xop+xml\"; start=\"<mymessage.xml@example.org>\"; start-info=\"application/soap+xml; action=\\\"Process;Data\\\"\"",
            "--MIME_boundary\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"application/soap+xml; action=\\\"Process;Data\\\"\"\r\nContent-Transfer-Encoding: 8bit\r\nContent-ID: <mymessage.xml@example.org>\r\n\r\n",
            Root("CID:http%3a//example.org/me.png").Replace(Http.Soap11, Http.Soap12),
            "\r\n--MIME_boundary\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <http://example.org/me.png>\r\n\r\n",
            File, "\r\n--MIME_boundary--\r\n");

        // Written by hand: LF only, no quotes, no brackets, no start, no names for the root.
        yield return Case(
            "PHP by hand, LF only", PackageKind.SoapWithAttachments, SoapVersion.Soap11,
            "multipart/related; boundary=php-5f3e:a/b; type=text/xml",
            "--php-5f3e:a/b\nContent-Type: text/xml; charset=utf-8\n\n", Http.Envelope("<r xmlns='urn:t'><f>cid:don.pdf</f></r>"),
            "\n--php-5f3e:a/b\nContent-Type: application/pdf\nContent-ID: don.pdf\n\n", File, "\n--php-5f3e:a/b--\n");

        yield return Case(
            "PHP by hand, headers in CR LF, boundaries in LF", PackageKind.SoapWithAttachments, null,
            "multipart/related; boundary=b; start=<r>",
            "--b\r\nContent-Type: text/xml\r\nContent-ID: <r>\r\n\r\n", Http.Envelope("<r xmlns='urn:t'><f>cid:a</f></r>"),
            "\n--b\r\nContent-ID: <a>\r\n\r\n", (byte[])[.. File, (byte)'x'], "\n--b--\n");

        yield return Case(
            "PEAR Mail_mime, base64 with a root in quoted-printable", PackageKind.SoapWithAttachments, SoapVersion.Soap11,
            "multipart/related; type=\"text/xml\";\r\n boundary=\"=_a1b2\"",
            "--=_a1b2\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/xml; charset=\"UTF-8\"\r\n\r\n",
            Http.Envelope("<r xmlns='urn:t'><f href='cid:a'/></r>").Replace("=", "=3D").Replace("<r", "<=\r\nr"),
            "\r\n--=_a1b2\r\nContent-Transfer-Encoding: base64\r\nContent-Type: application/pdf;\r\n name=\"a.pdf\"\r\nContent-ID: <a>\r\n\r\n",
            string.Join("\r\n", File64.Chunk(76).Select(line => new string(line))), "\r\n\r\n--=_a1b2--\r\n");

        yield return Case(
            "a start that names the root, which has no name", PackageKind.Xop, null,
            "multipart/related; boundary=b; start=\"<root>\"; type=application/xop+xml",
            "--b\r\nContent-Type: application/xop+xml\r\n\r\n", Root("cid:a"), "\r\n--b\r\nContent-ID: <a>\r\n\r\n", File, "\r\n--b--");

        yield return Case(
            "preamble, epilogue, blanks after the boundary", PackageKind.Xop, null,
            "multipart/related; boundary=\" a b \"; type=\"application/xop+xml\"",
            "MIME message\r\n-- a b\r\nfollows\r\n-- a b \t\r\n\r\n".Replace("-- a b\r\n", "-- a bc\r\n"), Root("cid:a"), "\r\n-- a b  \r\nContent-ID: a\r\n\r\n", File, "\r\n-- a b--  \r\n-- a b\r\nthe end");
    }

    [TestCaseSource(nameof(Corpus))]
    public async Task Each_package_is_read_for_what_it_is(PackageKind kind, SoapVersion? announced, string contentType, byte[] message)
    {
        var read = await Packages.ReadAsync(contentType, message);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Problem?.Describe(), Is.Null);
            Assert.That(PackageType.IsPackage(contentType), Is.True);
            Assert.That(PackageType.Read(contentType).Type!.Announced, Is.SameAs(announced));
            Assert.That(read.Root?.Kind, Is.EqualTo(kind));
            Assert.That(read.Root?.Document.Root!.Name.LocalName, Is.EqualTo("Envelope"));
            Assert.That(read.Parts.Select(part => Convert.ToHexString(part.Bytes.AsSpan(0, File.Length))), Is.EqualTo(new[] { Convert.ToHexString(File) }));
            Assert.That(read.Parts.Select(part => part.Part.Headers.ContentId), Is.EqualTo(read.Root?.References.Select(reference => reference.ContentId)));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_root_that_is_not_the_first_is_read_first_where_there_is_a_shelf(bool shelf)
    {
        var message = Packages.Join(
            "--b\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\n", File64, "\r\n--b\r\nContent-ID: <r>\r\nContent-Type: application/xop+xml\r\n\r\n", Packages.Envelope("a", "c"),
            "\r\n--b\r\nContent-ID: <c>\r\n\r\nlast\r\n--b--");
        var shelved = new List<MemoryStream>();
        var read = await Packages.ReadAsync("multipart/related; boundary=b; start=\"<r>\"", message, null, shelf ? Open : null);
        if (shelf)
        {
            Assert.That(read.Parts.Select(part => (part.Part.Number, part.Part.Headers.ContentId)), Is.EqualTo(new[] { (1, "a"), (3, "c") }));
            Assert.That(read.Parts.Select(part => part.Bytes), Is.EqualTo(new[] { File, "last"u8.ToArray() }));
            Assert.That(shelved.Single().CanRead, Is.False, "the shelf is given up");
        }
        else
        {
            Assert.That((read.Problem?.Kind, read.Problem?.Part), Is.EqualTo((PackageProblemKind.RootNotFirst, 1)));
        }

        Stream Open()
        {
            shelved.Add(new MemoryStream());
            return shelved[^1];
        }
    }

    private static string Root(string address) =>
        Http.Envelope($"<r xmlns='urn:t'><f><xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"{address}\"/></f></r>");
}
