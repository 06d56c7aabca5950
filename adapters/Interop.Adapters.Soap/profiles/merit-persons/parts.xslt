<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" exclude-result-prefixes="f d p">
  <!-- The papers of the dossier, or those that were added, each with its file. -->
  <xsl:template name="papers">
    <xsl:param name="of"/>
    <xsl:for-each select="$of/p:components/p:item/p:files/p:item | $of/p:otherPapers/p:item/p:files/p:item">
      <GiayTo>
        <MaGiayTo><xsl:value-of select="../../p:code"/></MaGiayTo>
        <TenGiayTo><xsl:value-of select="../../p:name"/></TenGiayTo>
        <TenTep><xsl:value-of select="p:name"/></TenTep>
        <LoaiTep><xsl:value-of select="p:mediaType"/></LoaiTep>
        <KichThuoc><xsl:value-of select="f:fileSize(p:sha256)"/></KichThuoc>
        <NoiDung><xsl:value-of select="f:file(p:sha256)"/></NoiDung>
      </GiayTo>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="numbered">
    <xsl:if test="@number = ''"><xsl:message terminate="yes">Gói tin không có mã hồ sơ một cửa.</xsl:message></xsl:if>
  </xsl:template>
</xsl:stylesheet>
