<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://hotich.moj.gov.vn/lienthong/v1" exclude-result-prefixes="f d p">
  <xsl:include href="birth.xslt"/>

  <xsl:template match="/d:delivery">
    <!-- Of a submission or correction its own; a supplement goes as the whole dossier with the new papers behind. -->
    <xsl:variable name="dossier" select="p:packet/p:content/p:dossier | d:dossier/p:packet/p:content/p:dossier[not(/d:delivery/p:packet/p:content/p:dossier)]"/>
    <xsl:if test="not($dossier)"><xsl:message terminate="yes">Trục chưa có nội dung hồ sơ, trong khi phần mềm hộ tịch đòi gửi lại toàn bộ hồ sơ khi bổ sung. Gửi hồ sơ trước rồi gửi lại gói tin này.</xsl:message></xsl:if>
    <xsl:variable name="code" select="$dossier/p:procedure/p:code"/>
    <xsl:variable name="short" select="concat(substring-before($code, '.'), '.', substring-before(concat(substring-after($code, '.'), '.'), '.'))"/>
    <xsl:variable name="module" select="f:map('modules', $short, '')"/>
    <xsl:if test="$module = ''"><xsl:message terminate="yes">Thủ tục không thuộc phân hệ nào của phần mềm hộ tịch (khai sinh, khai tử, kết hôn).</xsl:message></xsl:if>
    <xsl:if test="@number = ''"><xsl:message terminate="yes">Gói tin không có mã hồ sơ một cửa.</xsl:message></xsl:if>
    <xsl:if test="not($dossier/p:eForm)"><xsl:message terminate="yes">Hồ sơ hộ tịch phải kèm tờ khai điện tử.</xsl:message></xsl:if>
    <xsl:if test="$module = 'LTKS' and $dossier/p:eForm/p:schemaId != 'birth-registration'"><xsl:message terminate="yes">Hồ sơ khai sinh phải kèm tờ khai điện tử birth-registration.</xsl:message></xsl:if>
    <xsl:variable name="unit" select="string(($dossier/p:organisations/p:competent | $dossier/p:organisations/p:receiving[not(../p:competent)])[1])"/>
    <NhanHoSo>
      <maDonVi><xsl:value-of select="f:map('units', $unit, $unit)"/></maDonVi>
      <module><xsl:value-of select="$module"/></module>
      <maHoSoLT><xsl:value-of select="d:identifiers/d:item[@scheme = 'interLinked'][1]"/></maHoSoLT>
      <maHoSoMCDT><xsl:value-of select="@number"/></maHoSoMCDT>
      <ngayTiepNhan><xsl:value-of select="f:date($dossier/p:times/p:received, 'dd/MM/yyyy HH:mm:ss')"/></ngayTiepNhan>
      <data>
        <xsl:choose>
          <xsl:when test="$dossier/p:eForm/p:schemaId = 'birth-registration'">
            <xsl:variable name="form"><xsl:apply-templates select="f:parseJson($dossier/p:eForm/p:data)/map" mode="birth"><xsl:with-param name="findings" select="d:findings"/></xsl:apply-templates></xsl:variable>
            <xsl:value-of select="f:json($form)"/>
          </xsl:when>
          <!-- There is no canonical form of deaths and marriages: such a form carries the ministry's own names. -->
          <xsl:otherwise><xsl:value-of select="$dossier/p:eForm/p:data"/></xsl:otherwise>
        </xsl:choose>
      </data>
      <xsl:variable name="papers" select="$dossier/p:components/p:item/p:files/p:item"/>
      <xsl:variable name="added" select="p:packet/p:content/p:components/p:item/p:files/p:item"/>
      <xsl:apply-templates select="$papers" mode="paper"><xsl:with-param name="before" select="0"/></xsl:apply-templates>
      <xsl:apply-templates select="$added" mode="paper"><xsl:with-param name="before" select="count($papers)"/></xsl:apply-templates>
      <xsl:apply-templates select="$dossier/p:otherPapers/p:item/p:files/p:item" mode="paper"><xsl:with-param name="before" select="count($papers | $added)"/></xsl:apply-templates>
      <maGiaoDich><xsl:value-of select="f:deliveryId()"/></maGiaoDich>
    </NhanHoSo>
  </xsl:template>

  <xsl:template match="p:item" mode="paper">
    <xsl:param name="before"/>
    <fileDinhKem>
      <id><xsl:value-of select="$before + position()"/></id>
      <loaiGiayTo>1</loaiGiayTo>
      <tenGiayTo><xsl:value-of select="../../p:name"/></tenGiayTo>
      <tenTepDinhKem><xsl:value-of select="p:name"/></tenTepDinhKem>
      <huyGiayTo>0</huyGiayTo>
      <duLieuTepDinhKem><xsl:value-of select="f:file(p:sha256)"/></duLieuTepDinhKem>
    </fileDinhKem>
  </xsl:template>
</xsl:stylesheet>
