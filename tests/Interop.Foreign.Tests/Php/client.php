<?php
// PHP's SoapClient calls the hub: client.php WSDL VERSION USER KEY CALLS; prints what became of each call as JSON.
[, $wsdl, $version, $user, $key, $calls] = $argv;
preg_match('/targetNamespace="([^"]+)"/', file_get_contents($wsdl), $declared);
define('NS', $declared[1]);

// JSON as PHP's users write it: bytes, simple content under "_", xsi:nil by a variable of their own.
function native(string $name, mixed $value): mixed
{
    if ($value === null) {
        return new SoapVar("<nil:$name xmlns:nil=\"" . NS . '" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>', XSD_ANYXML);
    }
    if ($name === 'data') {
        return is_int($value) ? str_repeat('x', $value) : base64_decode($value);
    }
    if ($name === 'attribute') {
        return array_map(fn ($each) => ['_' => $each['value'], 'name' => $each['name']], $value);
    }
    if (!is_array($value)) {
        return $value;
    }
    $made = [];
    foreach ($value as $child => $each) {
        $made[$child] = native((string)$child, $each);
    }
    return $made;
}

function faultOf(SoapFault $fault): array
{
    $detail = $fault->detail->ExchangeFault ?? null;
    return [
        'code' => $fault->faultcode,
        'subcodes' => [],
        'text' => $fault->faultstring,
        'detail' => $detail,
    ];
}

function call(array $each): array
{
    global $wsdl, $version, $user, $key;
    $by = $each['by'] ?? 'basic';
    $options = [
        'soap_version' => $version === '1.2' ? SOAP_1_2 : SOAP_1_1,
        'cache_wsdl' => WSDL_CACHE_MEMORY,
        'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    ];
    $options += $by === 'key'
        ? ['stream_context' => stream_context_create(['http' => ['header' => "X-Api-Key: $key"]])]
        : ['login' => $user, 'password' => $by === 'basic' ? $key : 'wrong'];
    $headers = isset($each['header']) ? [new SoapHeader('urn:la', 'GiaoDich', 'GD-1', $each['header'])] : null;
    try {
        $client = new SoapClient($wsdl, $options);
        return ['answer' => $client->__soapCall($each['operation'], [native('', $each['arguments'])], null, $headers)];
    } catch (SoapFault $fault) {
        return ['fault' => faultOf($fault)];
    }
}

// SoapClient lists the functions of all ports, without the ports' names.
$client = new SoapClient($wsdl, ['cache_wsdl' => WSDL_CACHE_NONE]);
preg_match_all('/ (\w+)\(/', implode("\n", $client->__getFunctions()), $functions);
sort($functions[1]);
$outcomes = [];
foreach (json_decode(file_get_contents($calls), true) as $each) {
    $outcomes[$each['name']] = call($each);
}
echo json_encode(['stack' => 'PHP ' . PHP_VERSION, 'ports' => ['all' => $functions[1]], 'calls' => $outcomes], JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
