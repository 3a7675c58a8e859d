package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// connection is a client that costs next to nothing: it shares the cores with what it measures.
type connection struct {
	conn net.Conn
	in   *bufio.Reader
}

// dial connects to an address, trying for some seconds until somebody listens there.
func dial(address string) (*connection, error) {
	deadline := time.Now().Add(10 * time.Second)
	for {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			return &connection{conn, bufio.NewReader(conn)}, nil
		}
		if time.Now().After(deadline) {
			return nil, err
		}
		time.Sleep(100 * time.Microsecond)
	}
}

func (c *connection) close() { _ = c.conn.Close() }

// signature only looks like one: it is read for the region and the access key.
const signature = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0"

// request is a call of the API as it goes over the wire.
func request(operation string, in any) ([]byte, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"+
		"X-Amz-Target: AWSCognitoIdentityProviderService.%s\r\n"+
		"Authorization: %s\r\nContent-Length: %d\r\n\r\n", operation, signature, len(body))
	b.Write(body)
	return b.Bytes(), nil
}

// send sends a request and reads the answer to its end.
func (c *connection) send(request []byte) ([]byte, error) {
	if _, err := c.conn.Write(request); err != nil {
		return nil, err
	}
	res, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", res.Status, body)
	}
	return body, err
}

// call calls an operation. out may be nil.
func (c *connection) call(operation string, in, out any) error {
	text, err := request(operation, in)
	if err != nil {
		return err
	}
	body, err := c.send(text)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(body, out)
}

// get fetches a path.
func (c *connection) get(path string) ([]byte, error) {
	return c.send([]byte("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
}
