<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="urn:bhxh:lien-thong:1" exclude-result-prefixes="f d p">
  <xsl:template name="head">
    <xsl:param name="unit"/>
    <xsl:if test="@number = ''"><xsl:message terminate="yes">Gói tin không có mã hồ sơ một cửa.</xsl:message></xsl:if>
    <ThongTinChung>
      <MaGiaoDich><xsl:value-of select="f:deliveryId()"/></MaGiaoDich>
      <ThoiDiemGui><xsl:value-of select="f:now()"/></ThoiDiemGui>
      <DonViGui><xsl:value-of select="f:setting('MaDonViGui')"/></DonViGui>
      <CoQuanBHXH><xsl:value-of select="f:map('co-quan', $unit, f:setting('CoQuanBHXH'))"/></CoQuanBHXH>
    </ThongTinChung>
  </xsl:template>

  <!-- A file's mark is all the text of its element: it travels as a part. -->
  <xsl:template name="papers">
    <xsl:param name="of"/>
    <xsl:for-each select="$of/p:components/p:item/p:files/p:item | $of/p:otherPapers/p:item/p:files/p:item">
      <TaiLieu>
        <Ma><xsl:value-of select="../../p:code"/></Ma>
        <Ten><xsl:value-of select="../../p:name"/></Ten>
        <TenTep><xsl:value-of select="p:name"/></TenTep>
        <DinhDang><xsl:value-of select="p:mediaType"/></DinhDang>
        <DungLuong><xsl:value-of select="f:fileSize(p:sha256)"/></DungLuong>
        <Sha256><xsl:value-of select="f:fileSha256(p:sha256)"/></Sha256>
        <NoiDung><xsl:value-of select="f:file(p:sha256)"/></NoiDung>
      </TaiLieu>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
