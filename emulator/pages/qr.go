package pages

import (
	"bytes"
	"image/png"

	"github.com/pquerna/otp"
)

// qrSize is the width of the picture; it is shown at half that, for sharp displays.
const qrSize = 360

// qrCode is the picture of a URI, as a data URI.
func qrCode(uri string) (string, error) {
	key, err := otp.NewKeyFromURL(uri)
	if err != nil {
		return "", err
	}
	image, err := key.Image(qrSize, qrSize)
	if err != nil {
		return "", err
	}
	var file bytes.Buffer
	if err := png.Encode(&file, image); err != nil {
		return "", err
	}
	return dataURI("image/png", file.Bytes()), nil
}
