namespace Interop.Adapters.Tests.Soap.Profiles.Receiving;

/// <summary>What a person would write to make the result of a dossier of a ministry's record.</summary>
internal static class ResultSheets
{
    /// <summary>The packet of the record at hand: <c>so</c>, <c>maHoSo</c>, <c>ngay</c> (dd/MM/yyyy HH:mm:ss), <c>canBo</c>, <c>tep</c> with its file lifted out of it.</summary>
    public const string Packet = """
        <p:packet>
          <p:packetId><xsl:value-of select="concat('BM-', so)"/></p:packetId>
          <p:kind>result</p:kind>
          <p:identifiers><p:item><p:scheme>local</p:scheme><p:issuer>000.00.18.H40</p:issuer><p:value><xsl:value-of select="maHoSo"/></p:value></p:item></p:identifiers>
          <p:content>
            <p:id><xsl:value-of select="so"/></p:id>
            <p:step>
              <p:id><xsl:value-of select="concat('B-', so)"/></p:id>
              <p:handler><xsl:value-of select="canBo"/></p:handler>
              <p:at><xsl:value-of select="f:parseDate(ngay, 'dd/MM/yyyy HH:mm:ss')"/></p:at>
              <p:content>Đã giải quyết</p:content>
              <p:status>9</p:status>
            </p:step>
            <p:papers>
              <xsl:for-each select="tep[@f:sha256]">
                <p:item>
                  <p:code>KQ.G15.000031</p:code>
                  <p:name>Giấy xác nhận</p:name>
                  <p:file>
                    <p:name>giay-xac-nhan.pdf</p:name>
                    <p:mediaType>application/pdf</p:mediaType>
                    <p:size><xsl:value-of select="@f:size"/></p:size>
                    <p:sha256><xsl:value-of select="@f:sha256"/></p:sha256>
                  </p:file>
                </p:item>
              </xsl:for-each>
            </p:papers>
            <p:attributes/>
          </p:content>
        </p:packet>
        """;

    public static readonly byte[] File = [.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 7))];

    public static string Record(int number, string file) =>
        $"<kq><so>{number}</so><maHoSo>000.00.18.H40-261120-0001</maHoSo><ngay>20/11/2026 15:30:00</ngay><canBo>Trần Văn Bộ</canBo><tep>{file}</tep></kq>";
}
