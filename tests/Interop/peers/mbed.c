/* A TLS client and a TLS server on mbedTLS, the library of the boards. The client does what nanoFramework's SslStream does: it demands the
   server's certificate, trusts one file, checks the name, shows its own certificate; then it sends MQTT's CONNECT and waits for CONNACK.
   Built by the tests: gcc mbed.c -lmbedtls -lmbedx509 -lmbedcrypto. Works with mbedTLS 2.28 and 3.x.

     mbed version
     mbed client PORT NAME CA CERT KEY 1.2|1.3        one line: what each step gave
     mbed server PORT CHAIN KEY CA CRL|- 1.2|1.3      one line for each connection, until it is ended */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "mbedtls/version.h"
#if MBEDTLS_VERSION_NUMBER < 0x03000000
#include "mbedtls/config.h"
#endif
#include "mbedtls/ctr_drbg.h"
#include "mbedtls/entropy.h"
#include "mbedtls/net_sockets.h"
#include "mbedtls/ssl.h"
#include "mbedtls/x509_crt.h"
#if MBEDTLS_VERSION_NUMBER >= 0x03000000 && defined(MBEDTLS_SSL_PROTO_TLS1_3)
#include "psa/crypto.h"
#define HAS_TLS13 1
#else
#define HAS_TLS13 0
#endif

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;

static void print_code(const char *what, int code)
{
    printf("%s %s0x%04x ", what, code < 0 ? "-" : "", code < 0 ? -code : code);
}

static void must(const char *what, int code)
{
    if (code != 0) {
        print_code(what, code);
        printf("\n");
        exit(0);
    }
}

static int parse_key(mbedtls_pk_context *key, const char *file)
{
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
    return mbedtls_pk_parse_keyfile(key, file, NULL, mbedtls_ctr_drbg_random, &drbg);
#else
    return mbedtls_pk_parse_keyfile(key, file, NULL);
#endif
}

static void set_version(mbedtls_ssl_config *conf, const char *version)
{
    int is13 = strcmp(version, "1.3") == 0;
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
    mbedtls_ssl_protocol_version v = is13 ? MBEDTLS_SSL_VERSION_TLS1_3 : MBEDTLS_SSL_VERSION_TLS1_2;
    mbedtls_ssl_conf_min_tls_version(conf, v);
    mbedtls_ssl_conf_max_tls_version(conf, v);
#else
    if (is13) {
        printf("no TLS 1.3 here\n");
        exit(2);
    }
    mbedtls_ssl_conf_min_version(conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
    mbedtls_ssl_conf_max_version(conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
#endif
}

static int handshake(mbedtls_ssl_context *ssl)
{
    int ret;
    do {
        ret = mbedtls_ssl_handshake(ssl);
    } while (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_WANT_WRITE);
    print_code("handshake", ret);
    printf("flags 0x%04x ", (unsigned)(mbedtls_ssl_get_verify_result(ssl) & 0xffffff));
    return ret;
}

static int read_some(mbedtls_ssl_context *ssl, unsigned char *to, size_t size)
{
    int ret;
    do {
        ret = mbedtls_ssl_read(ssl, to, size);
#if defined(MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET)
    } while (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET);
#else
    } while (ret == MBEDTLS_ERR_SSL_WANT_READ);
#endif
    return ret;
}

static int client(char **a)
{
    static const unsigned char connect[] = {
        0x10, 0x10, 0x00, 0x04, 'M', 'Q', 'T', 'T', 0x04, 0x02, 0x00, 0x1e, 0x00, 0x04, 'm', 'b', 'e', 'd'
    };
    unsigned char answer[4];
    mbedtls_net_context net;
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config conf;
    mbedtls_x509_crt ca, own;
    mbedtls_pk_context key;
    int ret;
    mbedtls_net_init(&net);
    mbedtls_ssl_init(&ssl);
    mbedtls_ssl_config_init(&conf);
    mbedtls_x509_crt_init(&ca);
    mbedtls_x509_crt_init(&own);
    mbedtls_pk_init(&key);
    must("ca", mbedtls_x509_crt_parse_file(&ca, a[2]));
    must("own", mbedtls_x509_crt_parse_file(&own, a[3]));
    must("key", parse_key(&key, a[4]));
    must("defaults", mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT));
    mbedtls_ssl_conf_authmode(&conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_ca_chain(&conf, &ca, NULL);
    mbedtls_ssl_conf_rng(&conf, mbedtls_ctr_drbg_random, &drbg);
    set_version(&conf, a[5]);
    must("own", mbedtls_ssl_conf_own_cert(&conf, &own, &key));
    must("setup", mbedtls_ssl_setup(&ssl, &conf));
    must("name", mbedtls_ssl_set_hostname(&ssl, a[1]));
    must("connect", mbedtls_net_connect(&net, "127.0.0.1", a[0], MBEDTLS_NET_PROTO_TCP));
    mbedtls_ssl_conf_read_timeout(&conf, 15000); /* a peer that speaks no MQTT answers nothing: -0x6800 */
    mbedtls_ssl_set_bio(&ssl, &net, mbedtls_net_send, NULL, mbedtls_net_recv_timeout);
    if (handshake(&ssl) == 0) {
        printf("%s ", mbedtls_ssl_get_version(&ssl));
        ret = mbedtls_ssl_write(&ssl, connect, sizeof connect);
        if (ret < 0) {
            print_code("write", ret);
        }
        ret = read_some(&ssl, answer, sizeof answer);
        if (ret == 4 && answer[0] == 0x20) {
            printf("connack %d", answer[3]);
        } else {
            print_code("read", ret);
        }
    }
    printf("\n");
    return 0;
}

static void server(char **a)
{
    mbedtls_net_context listener, net;
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config conf;
    mbedtls_x509_crt ca, chain;
    mbedtls_x509_crl crl;
    mbedtls_pk_context key;
    unsigned char got[64];
    mbedtls_net_init(&listener);
    mbedtls_ssl_config_init(&conf);
    mbedtls_x509_crt_init(&ca);
    mbedtls_x509_crt_init(&chain);
    mbedtls_x509_crl_init(&crl);
    mbedtls_pk_init(&key);
    must("chain", mbedtls_x509_crt_parse_file(&chain, a[1]));
    must("key", parse_key(&key, a[2]));
    must("ca", mbedtls_x509_crt_parse_file(&ca, a[3]));
    if (strcmp(a[4], "-") != 0) {
        must("crl", mbedtls_x509_crl_parse_file(&crl, a[4]));
    }
    must("defaults", mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT));
    mbedtls_ssl_conf_authmode(&conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_ca_chain(&conf, &ca, strcmp(a[4], "-") != 0 ? &crl : NULL);
    mbedtls_ssl_conf_rng(&conf, mbedtls_ctr_drbg_random, &drbg);
    set_version(&conf, a[5]);
    must("own", mbedtls_ssl_conf_own_cert(&conf, &chain, &key));
    must("bind", mbedtls_net_bind(&listener, "127.0.0.1", a[0], MBEDTLS_NET_PROTO_TCP));
    printf("ready\n");
    for (;;) {
        int ret;
        mbedtls_net_init(&net);
        mbedtls_ssl_init(&ssl);
        must("setup", mbedtls_ssl_setup(&ssl, &conf));
        must("accept", mbedtls_net_accept(&listener, &net, NULL, 0, NULL));
        mbedtls_ssl_set_bio(&ssl, &net, mbedtls_net_send, mbedtls_net_recv, NULL);
        if (handshake(&ssl) == 0) {
            ret = read_some(&ssl, got, sizeof got);
            print_code("read", ret);
        }
        printf("\n");
        mbedtls_ssl_close_notify(&ssl);
        mbedtls_net_free(&net);
        mbedtls_ssl_free(&ssl);
    }
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc == 2 && strcmp(argv[1], "version") == 0) {
        printf("%s %s\n", MBEDTLS_VERSION_STRING, HAS_TLS13 ? "1.2 1.3" : "1.2");
        return 0;
    }
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&drbg);
    must("random", mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, NULL, 0));
#if HAS_TLS13
    must("psa", psa_crypto_init());
#endif
    if (argc == 8 && strcmp(argv[1], "client") == 0) {
        return client(argv + 2);
    }
    if (argc == 8 && strcmp(argv[1], "server") == 0) {
        server(argv + 2);
    }
    fprintf(stderr, "mbed version | client PORT NAME CA CERT KEY VERSION | server PORT CHAIN KEY CA CRL|- VERSION\n");
    return 2;
}
